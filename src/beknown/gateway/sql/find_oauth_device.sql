-- Find what waits for the code that somebody typed.
SELECT client_id, name, scopes FROM find_oauth_device(%(user_sha256)s, %(at)s)
