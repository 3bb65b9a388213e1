-- Give a session a new token; the old one and all others of it stop at once.
UPDATE session SET
    token_sha256 = %(token_sha256)s, next_sha256 = NULL, former_sha256 = NULL, former_until = NULL, rotated_at = %(at)s
WHERE person_id = %(person)s AND id = %(id)s
