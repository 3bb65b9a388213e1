-- Set the hash of the person's password.
INSERT INTO password (person_id, hash, changed_at) VALUES (%(person)s, %(hash)s, %(at)s)
ON CONFLICT (person_id) DO UPDATE SET hash = EXCLUDED.hash, changed_at = EXCLUDED.changed_at
