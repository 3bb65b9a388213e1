-- Add a passkey unless its credential is known.
INSERT INTO passkey (person_id, id, credential_id, public_key, sign_count, transports, name, created_at)
VALUES (%(person)s, %(id)s, %(credential_id)s, %(public_key)s, %(sign_count)s, %(transports)s, %(name)s, %(at)s)
ON CONFLICT DO NOTHING
