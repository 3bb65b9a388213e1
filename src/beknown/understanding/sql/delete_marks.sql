-- Let these beliefs be learned again.
DELETE FROM belief_mark WHERE person_id = %(person)s AND belief_id = ANY (%(ids)s::uuid[])
