-- The passages of a store that are nearest to a vector, among the files given, nearest first; exact.
SELECT p.file_id, f.name, p.text, (1 - (p.vector <=> %(vector)s::halfvec))::float8 AS score
FROM vector_store_part p JOIN api_file f ON f.person_id = p.person_id AND f.id = p.file_id
WHERE p.person_id = %(person)s AND p.store_id = %(store)s AND p.space = %(space)s
    AND p.file_id = ANY (%(files)s::uuid[])
ORDER BY p.vector <=> %(vector)s::halfvec
LIMIT %(limit)s
