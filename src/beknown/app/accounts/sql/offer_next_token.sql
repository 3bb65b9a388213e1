-- Put the next token of a session beside the present one, unless one was put there since `before`.
UPDATE session SET next_sha256 = %(next_sha256)s, rotated_at = %(at)s
WHERE person_id = %(person)s AND id = %(id)s AND rotated_at < %(before)s
