-- Answer a device that waits; gives a row to the first who answers.
SELECT device_sha256, client_id, scopes, resource, expires_at
FROM decide_oauth_device(%(user_sha256)s, %(at)s, %(state)s)
