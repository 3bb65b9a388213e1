-- Give one blob's facts.
SELECT id, sha256, size_bytes, media_type, name, created_at FROM blob
WHERE person_id = %(person)s AND id = %(id)s
