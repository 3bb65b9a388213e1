-- Use up a challenge for adding a passkey.
DELETE FROM passkey_challenge WHERE person_id = %(person)s AND challenge = %(challenge)s
RETURNING expires_at > %(at)s AS is_so
