-- Use an invitation up: gives it once, while it lasts.
SELECT email, expires_at FROM take_invitation(%(token_sha256)s, %(at)s)
