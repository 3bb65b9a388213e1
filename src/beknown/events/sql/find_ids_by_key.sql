-- Give the ids of the events that a source knows by these keys.
SELECT id, key FROM event
WHERE person_id = %(person)s AND source_id = %(source)s AND key = ANY (%(keys)s::text[])
