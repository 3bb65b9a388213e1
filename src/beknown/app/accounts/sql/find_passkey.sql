-- Find whose passkey this credential is, and how to verify it.
SELECT person_id, id, public_key, sign_count FROM find_passkey(%(credential_id)s)
