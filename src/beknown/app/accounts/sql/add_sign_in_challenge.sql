-- Keep a challenge for signing in with a passkey.
CALL add_sign_in_challenge(%(challenge)s, %(expires_at)s)
