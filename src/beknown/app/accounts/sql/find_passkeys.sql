-- List the person's passkeys, oldest first.
SELECT id, credential_id, transports, name, created_at, last_used_at FROM passkey
WHERE person_id = %(person)s
ORDER BY created_at, id
