-- Add a session of the person.
INSERT INTO session (
    person_id, id, token_sha256, csrf_token, user_agent, created_at, last_seen_at, rotated_at, expires_at
)
VALUES (%(person)s, %(id)s, %(token_sha256)s, %(csrf_token)s, %(user_agent)s, %(at)s, %(at)s, %(at)s, %(expires_at)s)
