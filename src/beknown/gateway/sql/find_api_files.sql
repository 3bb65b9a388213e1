-- List files that programs gave, oldest first.
SELECT id, blob_id, kind, name, size_bytes, created_at
FROM api_file WHERE person_id = %(person)s
ORDER BY created_at, id
