-- Open a suggestion again, and all that was closed by the same act.
UPDATE suggestion SET state = 'new', closed_by = NULL
WHERE person_id = %(person)s AND (id = %(id)s OR closed_by = %(act)s)
