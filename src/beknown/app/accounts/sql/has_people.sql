-- Say whether anybody has an account.
SELECT has_people() AS is_so
