-- Use a refresh token up; gives a row once, also when it came too late.
UPDATE oauth_refresh SET used_at = %(at)s
WHERE person_id = %(person)s AND token_sha256 = %(token_sha256)s AND used_at IS NULL
RETURNING scopes, expires_at
