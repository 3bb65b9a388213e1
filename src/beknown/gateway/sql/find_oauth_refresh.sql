-- Find whose key a refresh token renews, and which app holds it.
SELECT person_id, client_id, key_id FROM find_oauth_refresh(%(token_sha256)s)
