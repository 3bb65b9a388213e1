-- Keep a part of an upload.
INSERT INTO api_upload_part (person_id, id, upload_id, blob_id, size_bytes, created_at)
VALUES (%(person)s, %(id)s, %(upload)s, %(blob)s, %(size_bytes)s, %(at)s)
