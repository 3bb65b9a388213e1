-- Give the person's time zone.
SELECT time_zone FROM person WHERE id = %(person)s
