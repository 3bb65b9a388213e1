-- Keep a new key, by the hash of its token.
INSERT INTO api_key (
    person_id, id, name, scopes, token_sha256, hint, requests_per_minute, tokens_per_day, micros_per_day, created_at,
    expires_at
)
VALUES (
    %(person)s, %(id)s, %(name)s, %(scopes)s, %(token_sha256)s, %(hint)s, %(requests_per_minute)s, %(tokens_per_day)s,
    %(micros_per_day)s, %(at)s, %(expires_at)s
)
