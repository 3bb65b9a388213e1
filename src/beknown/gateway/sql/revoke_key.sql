-- Revoke a key; its row stays for what it used.
UPDATE api_key SET revoked_at = %(at)s WHERE person_id = %(person)s AND id = %(id)s AND revoked_at IS NULL
