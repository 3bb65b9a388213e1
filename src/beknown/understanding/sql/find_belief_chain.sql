-- Give a belief with all that it corrected, newest first.
WITH RECURSIVE chain AS (
    SELECT id, 0 AS age FROM belief WHERE person_id = %(person)s AND id = %(id)s
    UNION ALL
    SELECT b.id, c.age + 1 FROM belief b JOIN chain c ON b.superseded_by = c.id WHERE b.person_id = %(person)s
)
SELECT b.id, b.text, b.held_since, b.superseded_by,
    ARRAY(
        SELECT e.event_id FROM belief_evidence e
        WHERE e.person_id = b.person_id AND e.belief_id = b.id ORDER BY e.event_id
    ) AS evidence
FROM chain c JOIN belief b ON b.person_id = %(person)s AND b.id = c.id
ORDER BY c.age
