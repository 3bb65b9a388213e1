-- Note that a language model has read events, where they are still there.
INSERT INTO belief_reading (person_id, event_id, read_at)
SELECT e.person_id, e.id, %(at)s FROM event e
WHERE e.person_id = %(person)s AND e.id = ANY (%(ids)s::uuid[])
ON CONFLICT DO NOTHING
