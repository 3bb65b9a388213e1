-- Delete a file that a program gave and that hasn't expired; stores lose it too.
DELETE FROM api_file
WHERE person_id = %(person)s AND id = %(id)s AND (expires_at IS NULL OR expires_at > %(at)s)
