-- Find whose email this is, and the hash of their password (null when they have none).
SELECT person_id, hash FROM find_password(%(email)s)
