-- Add a blob whose bytes are written already.
INSERT INTO blob (person_id, id, sha256, size_bytes, media_type, name, purposes)
VALUES (%(person)s, %(id)s, %(sha256)s, %(size_bytes)s, %(media_type)s, %(name)s, %(purposes)s)
RETURNING id, sha256, size_bytes, media_type, name, created_at
