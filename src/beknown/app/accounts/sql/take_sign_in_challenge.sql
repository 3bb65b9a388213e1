-- Use up a challenge for signing in; true once, while it lasts.
SELECT take_sign_in_challenge(%(challenge)s, %(at)s) AS is_so
