-- Compare every vector, and nothing else.
SELECT event_id FROM memory_vector WHERE person_id = %(person)s
ORDER BY vector <#> %(vector)s::halfvec LIMIT %(most)s
