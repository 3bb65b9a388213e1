-- Find whose email this is; null when nobody's.
SELECT find_person_by_email(%(email)s) AS id
