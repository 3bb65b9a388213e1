-- Say that a belief was corrected by another one.
UPDATE belief SET superseded_by = %(by)s WHERE person_id = %(person)s AND id = %(id)s
