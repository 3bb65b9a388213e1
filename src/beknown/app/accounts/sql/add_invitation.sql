-- Add an invitation.
INSERT INTO invitation (person_id, id, token_sha256, email, note, created_at, expires_at)
VALUES (%(person)s, %(id)s, %(token_sha256)s, %(email)s, %(note)s, %(at)s, %(expires_at)s)
