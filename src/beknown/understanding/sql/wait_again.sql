-- Have every passage wait whose vector lies in another model's space.
INSERT INTO memory_waiting (person_id, event_id, part)
SELECT person_id, event_id, part FROM memory_vector WHERE person_id = %(person)s AND space <> %(space)s
ON CONFLICT DO NOTHING
