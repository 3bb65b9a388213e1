-- Note that a key was used.
UPDATE api_key SET last_used_at = %(at)s WHERE person_id = %(person)s AND id = %(id)s
