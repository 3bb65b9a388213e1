-- Give how many vectors the noted mean is of, and how many there are now.
SELECT c.passages, (SELECT count(*) FROM memory_vector v WHERE v.person_id = %(person)s AND v.space = %(space)s) AS vectors
FROM memory_centre c WHERE c.person_id = %(person)s AND c.space = %(space)s
