-- Give passages with their neighbours in the same conversation: who said them, when and where. `step` is 0 for the
-- passage itself, negative for what came before. Each event is looked up by its id, one by one: joined at once, all that
-- a person has would be read where the planner doesn't know yet how much that is.
WITH middle AS MATERIALIZED (
    SELECT a.middle, a.part, e.id, e.source_id, e.thread, e.occurred_at
    FROM unnest(%(ids)s::uuid[], %(parts)s::int[]) WITH ORDINALITY AS a (id, part, middle)
    JOIN memory p ON p.person_id = %(person)s AND p.event_id = a.id AND p.part = a.part
    CROSS JOIN LATERAL (
        SELECT o.id, o.source_id, o.thread, o.occurred_at FROM event o
        WHERE o.person_id = %(person)s AND o.id = a.id
        OFFSET 0
    ) e
), near AS MATERIALIZED (
    SELECT m.middle, 0 AS step, m.id, m.part FROM middle m
    UNION ALL
    SELECT m.middle, -(row_number() OVER (PARTITION BY m.middle ORDER BY n.occurred_at DESC, n.id DESC))::int, n.id, 0
    FROM middle m CROSS JOIN LATERAL (
        SELECT e.id, e.occurred_at FROM event e
        WHERE e.person_id = %(person)s AND e.source_id = m.source_id AND e.thread = m.thread
          AND (e.occurred_at, e.id) < (m.occurred_at, m.id) AND e.occurred_at > m.occurred_at - interval '6 hours'
        ORDER BY e.occurred_at DESC, e.id DESC LIMIT %(reach)s
    ) n
    UNION ALL
    SELECT m.middle, (row_number() OVER (PARTITION BY m.middle ORDER BY n.occurred_at, n.id))::int, n.id, 0
    FROM middle m CROSS JOIN LATERAL (
        SELECT e.id, e.occurred_at FROM event e
        WHERE e.person_id = %(person)s AND e.source_id = m.source_id AND e.thread = m.thread
          AND (e.occurred_at, e.id) > (m.occurred_at, m.id) AND e.occurred_at < m.occurred_at + interval '6 hours'
        ORDER BY e.occurred_at, e.id LIMIT %(reach)s
    ) n
)
SELECT n.middle::int AS middle, n.step, e.id AS event_id, e.type, e.speaker, e.is_mine, e.occurred_at,
    s.kind AS source, e.thread, e.thread_title, substr(e.text, coalesce(p.start, 0) + 1, %(letters)s) AS text
FROM near n
JOIN event e ON e.person_id = %(person)s AND e.id = n.id
JOIN source s ON s.person_id = e.person_id AND s.id = e.source_id
LEFT JOIN memory p ON p.person_id = e.person_id AND p.event_id = e.id AND p.part = n.part AND n.part > 0
ORDER BY n.middle, n.step
