-- List the invitations that the person made and that are still open, newest first.
SELECT id, email, note, created_at, expires_at FROM invitation
WHERE person_id = %(person)s AND expires_at > %(at)s
ORDER BY created_at DESC, id DESC
