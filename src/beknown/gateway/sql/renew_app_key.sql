-- Give an app's key another token, while the key holds.
UPDATE api_key
SET token_sha256 = %(token_sha256)s, hint = %(hint)s, scopes = %(scopes)s, expires_at = %(expires_at)s
WHERE person_id = %(person)s AND id = %(id)s AND client_id IS NOT NULL AND revoked_at IS NULL
