-- Show oneself, or show oneself otherwise.
INSERT INTO profile (person_id, handle, name, bio, is_private, made_at)
VALUES (%(person)s, %(handle)s, %(name)s, %(bio)s, %(is_private)s, %(at)s)
ON CONFLICT (person_id) DO UPDATE
SET handle = excluded.handle, name = excluded.name, bio = excluded.bio, is_private = excluded.is_private
