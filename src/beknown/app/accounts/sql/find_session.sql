-- Find whose session a token opens, with the account; none when it is unknown, ended or expired.
SELECT person_id, id, csrf_token, created_at, last_seen_at, rotated_at, expires_at, is_next, has_next,
    email, display_name, role, locale, time_zone, joined_at
FROM find_session(%(token_sha256)s, %(at)s, %(idle)s)
