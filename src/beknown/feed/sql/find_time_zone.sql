-- Where the person is.
SELECT time_zone FROM person WHERE id = %(person)s
