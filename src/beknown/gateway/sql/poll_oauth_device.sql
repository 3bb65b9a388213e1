-- Find what became of a device, and whether it asked too soon.
SELECT client_id, state, expires_at, is_too_soon FROM poll_oauth_device(%(device_sha256)s, %(at)s, %(slower_s)s)
