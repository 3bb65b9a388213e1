-- List where the person is signed in, last used first.
SELECT id, created_at, last_seen_at, user_agent FROM session
WHERE person_id = %(person)s AND expires_at > %(at)s AND last_seen_at + %(idle)s::interval > %(at)s
ORDER BY last_seen_at DESC, id DESC
