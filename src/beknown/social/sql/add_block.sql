-- Block somebody; doing it twice changes nothing.
INSERT INTO people_block (person_id, blocked_id, made_at) VALUES (%(person)s, %(blocked)s, %(at)s)
ON CONFLICT DO NOTHING
