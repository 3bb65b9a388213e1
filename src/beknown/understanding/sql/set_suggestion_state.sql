-- Note what the person made of a suggestion, and by which act; of a whole subject or kind, all that is open of it.
UPDATE suggestion SET state = %(state)s, closed_by = %(act)s
WHERE person_id = %(person)s AND (id = %(id)s OR (state = 'new' AND kind = %(kind)s
    AND (%(subject)s::text IS NULL OR subject = %(subject)s)))
