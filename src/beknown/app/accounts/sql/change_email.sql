-- Change the person's email unless somebody has it.
UPDATE person SET email = %(email)s
WHERE id = %(person)s AND coalesce(find_person_by_email(%(email)s), id) = id
