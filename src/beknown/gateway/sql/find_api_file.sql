-- Find one file that a program gave.
SELECT id, blob_id, kind, name, size_bytes, created_at
FROM api_file WHERE person_id = %(person)s AND id = %(id)s
