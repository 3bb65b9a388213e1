-- Find what a token invites to.
SELECT email, note, invited_by, expires_at FROM find_invitation(%(token_sha256)s, %(at)s)
