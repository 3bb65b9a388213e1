-- Keep a file that a program gave; its bytes are a blob already.
INSERT INTO api_file (person_id, id, blob_id, kind, name, size_bytes, created_at, expires_at)
VALUES (%(person)s, %(id)s, %(blob)s, %(kind)s, %(name)s, %(size_bytes)s, %(at)s, %(expires_at)s)
