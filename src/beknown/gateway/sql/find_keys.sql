-- List the person's keys that weren't revoked, newest first.
SELECT id, name, scopes, hint, requests_per_minute, tokens_per_day, micros_per_day, created_at, last_used_at, expires_at
FROM api_key WHERE person_id = %(person)s AND revoked_at IS NULL
ORDER BY created_at DESC, id
