-- Use up a link.
DELETE FROM password_link WHERE person_id = %(person)s AND token_sha256 = %(token_sha256)s AND expires_at > %(at)s
