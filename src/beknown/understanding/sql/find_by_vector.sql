-- Give the passages nearest in meaning: the signs of all vectors are compared, then the vectors of the nearest few.
WITH asked AS MATERIALIZED (
    SELECT binary_quantize(%(vector)s::halfvec - centre) AS bits FROM memory_centre
    WHERE person_id = %(person)s AND space = %(space)s
), near AS MATERIALIZED (
    SELECT event_id, part FROM memory_sign
    WHERE person_id = %(person)s AND space = %(space)s
    ORDER BY bits <~> (SELECT bits FROM asked)
    LIMIT %(looked_at)s
)
SELECT v.event_id, v.part::int AS part, -(v.vector <#> %(vector)s::halfvec) AS cosine
FROM near n
JOIN memory_vector v ON v.person_id = %(person)s AND v.event_id = n.event_id AND v.part = n.part
WHERE v.space = %(space)s
ORDER BY v.vector <#> %(vector)s::halfvec
LIMIT %(most)s
