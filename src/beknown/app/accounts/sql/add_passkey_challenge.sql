-- Keep a challenge for adding a passkey.
INSERT INTO passkey_challenge (person_id, challenge, expires_at) VALUES (%(person)s, %(challenge)s, %(expires_at)s)
