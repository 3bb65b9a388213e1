-- Make a key of an app, by the hash of its token.
INSERT INTO api_key (
    person_id, id, name, scopes, token_sha256, hint, created_at, expires_at, client_id, sends_to, resource
)
VALUES (
    %(person)s, %(id)s, %(name)s, %(scopes)s, %(token_sha256)s, %(hint)s, %(at)s, %(expires_at)s, %(client_id)s,
    %(sends_to)s, %(resource)s
)
