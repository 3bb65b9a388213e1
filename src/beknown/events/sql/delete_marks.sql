-- Let what was forgotten be brought again.
DELETE FROM forgotten WHERE person_id = %(person)s
