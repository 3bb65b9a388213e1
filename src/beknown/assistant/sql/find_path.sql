-- Give a message and those above it, the newest first, as far as the limit reaches.
WITH RECURSIVE path AS (
    SELECT m.*, 1 AS depth FROM message m WHERE m.person_id = %(person)s AND m.id = %(id)s
    UNION ALL
    SELECT m.*, p.depth + 1 FROM message m JOIN path p ON m.id = p.parent_id
    WHERE m.person_id = %(person)s AND p.depth < %(limit)s
)
SELECT id, conversation_id, parent_id, role, text, state, error, model, event_id, created_at, updated_at
FROM path
ORDER BY depth
