-- Find a key that still holds by its id, with what its owner is asked as.
SELECT k.person_id, k.id, k.scopes, k.requests_per_minute, k.tokens_per_day, k.last_used_at, k.client_id, k.resource,
    p.display_name, p.locale, p.time_zone
FROM api_key k JOIN person p ON p.id = k.person_id
WHERE k.person_id = %(person)s AND k.id = %(id)s AND k.revoked_at IS NULL
    AND (k.expires_at IS NULL OR k.expires_at > %(at)s)
