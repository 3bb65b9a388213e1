-- Find whose password the holder of a link may set.
SELECT person_id, email, display_name, expires_at FROM find_password_link(%(token_sha256)s, %(at)s)
