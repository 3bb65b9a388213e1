-- Add a key of ids.
INSERT INTO belief_key (person_id, secret, made_at) VALUES (%(person)s, %(secret)s, %(at)s)
