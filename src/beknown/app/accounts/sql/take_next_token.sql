-- The next token was used: it is the present one now, and the former one lasts for requests under way.
UPDATE session SET
    former_sha256 = token_sha256, former_until = %(former_until)s, token_sha256 = next_sha256, next_sha256 = NULL,
    rotated_at = %(at)s
WHERE person_id = %(person)s AND id = %(id)s AND next_sha256 = %(next_sha256)s
