-- List files that programs gave and that haven't expired, oldest first.
SELECT id, blob_id, kind, name, size_bytes, created_at, expires_at
FROM api_file WHERE person_id = %(person)s AND (expires_at IS NULL OR expires_at > %(at)s)
ORDER BY created_at, id
