-- Note that a session was used.
UPDATE session SET last_seen_at = greatest(last_seen_at, %(at)s) WHERE person_id = %(person)s AND id = %(id)s
