-- Give every file of the person.
SELECT id, media_type, size_bytes FROM blob WHERE person_id = %(person)s ORDER BY id
