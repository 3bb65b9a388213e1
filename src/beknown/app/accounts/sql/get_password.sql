-- Give the hash of the person's password.
SELECT hash FROM password WHERE person_id = %(person)s
