-- Delete beliefs with their evidence.
DELETE FROM belief WHERE person_id = %(person)s AND id = ANY (%(ids)s::uuid[])
