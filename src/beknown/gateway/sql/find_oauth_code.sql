-- Find whose yes a code is, for which app, and the key it was changed for.
SELECT person_id, client_id, key_id FROM find_oauth_code(%(code_sha256)s)
