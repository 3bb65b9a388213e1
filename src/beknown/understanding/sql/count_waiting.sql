-- Count the passages that wait for their vectors.
SELECT count(*) AS passages FROM memory_waiting WHERE person_id = %(person)s
