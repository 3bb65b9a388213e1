-- Count what would be forgotten: events by source, how many are the person's own, in how many threads, from when to when.
SELECT s.kind AS source_kind, count(*) AS events, count(*) FILTER (WHERE e.is_mine) AS mine,
    count(DISTINCT e.thread) AS threads, min(e.occurred_at) AS first_at, max(e.occurred_at) AS last_at
FROM pg_temp.doomed d
JOIN event e ON e.person_id = %(person)s AND e.id = d.event_id
JOIN source s ON s.person_id = e.person_id AND s.id = e.source_id
GROUP BY s.kind ORDER BY 2 DESC, 1
