-- Let somebody follow the person, or not.
INSERT INTO follow_answer (person_id, follower_id, is_accepted, made_at)
VALUES (%(person)s, %(follower)s, %(is_accepted)s, %(at)s)
ON CONFLICT (person_id, follower_id) DO UPDATE SET is_accepted = excluded.is_accepted, made_at = excluded.made_at
