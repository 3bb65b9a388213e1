-- Give promises and occasions since a moment with what was said, and what shows that promises were kept.
SELECT c.event_id, c.position, c.kind, c.what, c.is_mine, c.on_day, c.occurred_at, c.circle_id,
    coalesce(a.acquaintance_id, m.acquaintance_id) AS acquaintance_id, q.name, coalesce(r.title, '') AS title,
    substr(e.text, c.quote_start + 1, c.quote_size) AS quote
FROM world_cue c
JOIN event e ON e.person_id = c.person_id AND e.id = c.event_id
LEFT JOIN alias a ON a.person_id = c.person_id AND a.id = c.alias_id
LEFT JOIN circle r ON r.person_id = c.person_id AND r.id = c.circle_id
LEFT JOIN circle_member m ON m.person_id = r.person_id AND m.circle_id = r.id AND r.members = 1
LEFT JOIN acquaintance q ON q.person_id = c.person_id AND q.id = coalesce(a.acquaintance_id, m.acquaintance_id)
WHERE c.person_id = %(person)s AND c.kind IN ('promise', 'occasion', 'kept') AND c.occurred_at >= %(since)s
ORDER BY c.occurred_at, c.event_id, c.position
