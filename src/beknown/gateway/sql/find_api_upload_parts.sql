-- List the parts of an upload in the order they came.
SELECT id, blob_id, size_bytes, created_at
FROM api_upload_part WHERE person_id = %(person)s AND upload_id = %(upload)s
ORDER BY created_at, id
