-- Find whose key a token is; none when it is unknown, revoked or expired.
SELECT person_id, id, scopes, requests_per_minute, tokens_per_day, last_used_at, client_id, resource, display_name,
    locale, time_zone
FROM find_api_key(%(token_sha256)s, %(at)s)
