-- Give which of some suggestions were made before.
SELECT id FROM suggestion WHERE person_id = %(person)s AND id = ANY (%(ids)s)
