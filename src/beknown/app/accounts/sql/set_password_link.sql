-- Give the person a one-time link to set their password; an older one stops.
INSERT INTO password_link (person_id, token_sha256, expires_at) VALUES (%(person)s, %(token_sha256)s, %(expires_at)s)
ON CONFLICT (person_id) DO UPDATE SET token_sha256 = EXCLUDED.token_sha256, expires_at = EXCLUDED.expires_at
