-- Give what the answers of some messages cite, in order.
SELECT c.message_id, c.number, c.event_id, c.score, e.text, e.speaker, e.is_mine, e.occurred_at,
    s.kind AS source, e.thread_title
FROM message_citation c
JOIN event e ON e.person_id = c.person_id AND e.id = c.event_id
JOIN source s ON s.person_id = e.person_id AND s.id = e.source_id
WHERE c.person_id = %(person)s AND c.message_id = ANY (%(messages)s::uuid[])
ORDER BY c.message_id, c.number
