-- List the person's keys that weren't revoked, newest first; those of apps while the apps can still get in.
SELECT k.id, k.name, k.scopes, k.hint, k.requests_per_minute, k.tokens_per_day, k.micros_per_day, k.created_at,
    k.last_used_at, k.expires_at, k.client_id
FROM api_key k
WHERE k.person_id = %(person)s AND k.revoked_at IS NULL AND (
    k.client_id IS NULL OR k.expires_at > %(at)s OR EXISTS (
        SELECT 1 FROM oauth_refresh r
        WHERE r.person_id = k.person_id AND r.key_id = k.id AND r.used_at IS NULL AND r.expires_at > %(at)s
    )
)
ORDER BY k.created_at DESC, k.id
