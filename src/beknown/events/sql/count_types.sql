-- Count the events of each type.
SELECT type, count(*) AS events FROM event WHERE person_id = %(person)s GROUP BY type ORDER BY 2 DESC, 1
