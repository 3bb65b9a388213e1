-- Give the passages nearest in meaning: the signs of all vectors are compared, then the vectors of the nearest few.
WITH asked AS MATERIALIZED (
    SELECT binary_quantize(%(vector)s::halfvec - centre) AS bits FROM memory_centre
    WHERE person_id = %(person)s AND space = %(space)s
), near AS MATERIALIZED (
    SELECT event_id, part, vector FROM memory_vector
    WHERE person_id = %(person)s AND space = %(space)s
    ORDER BY bits <~> (SELECT bits FROM asked)
    LIMIT %(looked_at)s
)
SELECT event_id, part::int AS part, -(vector <#> %(vector)s::halfvec) AS cosine FROM near
ORDER BY vector <#> %(vector)s::halfvec
LIMIT %(most)s
