-- Follow somebody, or ask to; doing it twice changes nothing.
INSERT INTO follow (person_id, followed_id, event_id, made_at) VALUES (%(person)s, %(followed)s, %(event)s, %(at)s)
ON CONFLICT DO NOTHING
