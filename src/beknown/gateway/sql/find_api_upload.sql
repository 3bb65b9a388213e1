-- Find an upload, and how much of it is there; it is locked, since parts come one after the other.
SELECT id, kind, name, media_type, size_bytes, state, file_id, created_at, expires_at, file_seconds,
    (SELECT coalesce(sum(p.size_bytes), 0)::bigint FROM api_upload_part p
     WHERE p.person_id = u.person_id AND p.upload_id = u.id) AS come_bytes
FROM api_upload u WHERE person_id = %(person)s AND id = %(id)s
FOR UPDATE
