-- Begin a file that comes in parts.
INSERT INTO api_upload (
    person_id, id, kind, name, media_type, size_bytes, state, created_at, expires_at, file_seconds
)
VALUES (
    %(person)s, %(id)s, %(kind)s, %(name)s, %(media_type)s, %(size_bytes)s, 'pending', %(at)s, %(expires_at)s,
    %(file_seconds)s
)
