-- Keep a device that waits for somebody to type its code.
CALL add_oauth_device(
    %(device_sha256)s, %(user_sha256)s, %(client_id)s, %(scopes)s, %(resource)s, %(expires_at)s, %(interval_s)s
)
