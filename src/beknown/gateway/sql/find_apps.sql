-- List the apps that the person let in and that still can get in, newest first.
SELECT k.id, k.name, k.client_id, k.scopes, k.sends_to, k.resource, k.created_at, k.last_used_at
FROM api_key k
WHERE k.person_id = %(person)s AND k.client_id IS NOT NULL AND k.revoked_at IS NULL AND (
    k.expires_at > %(at)s OR EXISTS (
        SELECT 1 FROM oauth_refresh r
        WHERE r.person_id = k.person_id AND r.key_id = k.id AND r.used_at IS NULL AND r.expires_at > %(at)s
    )
)
ORDER BY k.created_at DESC, k.id
