-- What the person said themselves within spans of time, the earliest first; a post that was taken away says nothing.
SELECT e.id, e.type, e.speaker, e.is_mine, e.text, e.occurred_at
FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[]) AS span (starts, ends)
JOIN event e ON e.person_id = %(person)s AND e.occurred_at >= span.starts AND e.occurred_at < span.ends
WHERE e.is_mine AND e.text <> ''
    AND NOT EXISTS (
        SELECT 1 FROM post p WHERE p.person_id = e.person_id AND p.event_id = e.id AND p.gone_at IS NOT NULL
    )
ORDER BY e.occurred_at, e.id
