-- Give passages with who said them, when and where.
SELECT e.id AS event_id, e.type, e.speaker, e.is_mine, e.occurred_at, s.kind AS source, e.thread, e.thread_title,
    substr(e.text, coalesce(m.start, 0) + 1, %(letters)s) AS text
FROM unnest(%(ids)s::uuid[], %(parts)s::int[]) AS wanted (id, part)
JOIN event e ON e.person_id = %(person)s AND e.id = wanted.id
JOIN source s ON s.person_id = e.person_id AND s.id = e.source_id
LEFT JOIN memory m ON m.person_id = e.person_id AND m.event_id = e.id AND m.part = wanted.part
