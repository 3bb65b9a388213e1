-- An answer and those it goes on from, the oldest first.
WITH RECURSIVE chain AS (
    SELECT r.id, r.previous_id, r.is_personal, r.input, r.response -> 'output' AS output,
        r.response ->> 'status' AS status, 1 AS depth
    FROM api_response r
    WHERE r.person_id = %(person)s AND r.id = %(id)s
    UNION ALL
    SELECT r.id, r.previous_id, r.is_personal, r.input, r.response -> 'output' AS output,
        r.response ->> 'status' AS status, c.depth + 1
    FROM chain c
    JOIN api_response r ON r.person_id = %(person)s AND r.id = c.previous_id
    WHERE c.depth < %(most)s
)
SELECT c.id, c.previous_id, c.is_personal, c.input, c.output, c.status
FROM chain c
ORDER BY c.depth DESC
