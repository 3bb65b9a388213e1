-- Count the passages that this scope may see.
SELECT count(*) AS passages FROM memory WHERE person_id = %(person)s
