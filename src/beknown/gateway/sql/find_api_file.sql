-- Find one file that a program gave, unless it has expired.
SELECT id, blob_id, kind, name, size_bytes, created_at, expires_at
FROM api_file WHERE person_id = %(person)s AND id = %(id)s AND (expires_at IS NULL OR expires_at > %(at)s)
