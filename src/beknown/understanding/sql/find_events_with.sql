-- Give events with an acquaintance, the latest first: what they said or are in, and what was written to them alone.
SELECT v.id, v.type, v.occurred_at, v.speaker, v.is_mine, v.thread_title, left(v.text, 400) AS text, s.kind AS source
FROM (
    SELECT e.event_id, e.occurred_at FROM encounter e JOIN alias a ON a.person_id = e.person_id AND a.id = e.alias_id
    WHERE e.person_id = %(person)s AND a.acquaintance_id = %(id)s
    UNION
    SELECT e.event_id, e.occurred_at FROM circle_member m
    JOIN circle c ON c.person_id = m.person_id AND c.id = m.circle_id AND c.members = 1
    JOIN encounter e ON e.person_id = m.person_id AND e.circle_id = m.circle_id AND e.direction = 'sent'
    WHERE m.person_id = %(person)s AND m.acquaintance_id = %(id)s
) w
JOIN event v ON v.person_id = %(person)s AND v.id = w.event_id
JOIN source s ON s.person_id = v.person_id AND s.id = v.source_id
WHERE %(before)s::timestamptz IS NULL OR w.occurred_at < %(before)s
ORDER BY w.occurred_at DESC NULLS LAST, w.event_id DESC
LIMIT %(most)s
