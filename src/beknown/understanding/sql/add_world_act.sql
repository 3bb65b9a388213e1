-- Note what the person said of their world by hand.
INSERT INTO world_act (person_id, event_id, source_id, act, payload, acted_at, audience)
VALUES (%(person)s, %(event)s, %(source)s, %(act)s, %(payload)s, %(acted_at)s, %(audience)s)
ON CONFLICT DO NOTHING
