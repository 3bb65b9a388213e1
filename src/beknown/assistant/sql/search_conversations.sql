-- Find conversations by words in their title or messages, with the first message that holds them.
SELECT c.id, c.title, c.updated_at, m.id AS message_id, m.text,
    coalesce(m.role = 'assistant', false) AS is_answer
FROM conversation c
LEFT JOIN LATERAL (
    SELECT id, role, text FROM message
    WHERE person_id = %(person)s AND conversation_id = c.id AND text ILIKE %(pattern)s
    ORDER BY id LIMIT 1
) m ON true
WHERE c.person_id = %(person)s AND (c.title ILIKE %(pattern)s OR m.id IS NOT NULL)
ORDER BY c.updated_at DESC, c.id DESC
LIMIT %(limit)s
