-- Have events read by the learners.
INSERT INTO event_unread (person_id, event_id)
SELECT %(person)s, unnest(%(ids)s::uuid[])
ON CONFLICT DO NOTHING
