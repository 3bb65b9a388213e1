-- Use a code up; gives a row once, also when it came too late.
UPDATE oauth_code SET used_at = %(at)s
WHERE person_id = %(person)s AND code_sha256 = %(code_sha256)s AND used_at IS NULL
RETURNING client_id, redirect_uri, challenge, scopes, resource, expires_at
