-- Keep a person's yes to an app, by the hash of the code that the app changes for a key.
INSERT INTO oauth_code (
    person_id, code_sha256, client_id, redirect_uri, challenge, scopes, resource, expires_at
)
VALUES (
    %(person)s, %(code_sha256)s, %(client_id)s, %(redirect_uri)s, %(challenge)s, %(scopes)s, %(resource)s,
    %(expires_at)s
)
