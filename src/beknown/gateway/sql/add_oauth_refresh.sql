-- Keep a refresh token, by its hash, with the scopes that were granted.
INSERT INTO oauth_refresh (person_id, token_sha256, key_id, scopes, expires_at)
VALUES (%(person)s, %(token_sha256)s, %(key)s, %(scopes)s, %(expires_at)s)
