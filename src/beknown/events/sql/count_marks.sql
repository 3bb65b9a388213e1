-- Count the forgotten events that stay away.
SELECT count(*) AS number FROM forgotten WHERE person_id = %(person)s
