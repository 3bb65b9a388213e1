-- Give events with their neighbours in the same conversation (up to two before and two after, at most six hours
-- apart), and what they are ranked by: the wanted words their best passage says, its nearness in meaning, who and
-- when. `middle` is the place of the event in the list that was asked for.
WITH middle AS MATERIALIZED (
    SELECT a.middle, e.id, e.source_id, e.thread, e.occurred_at
    FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY AS a (id, middle)
    JOIN event e ON e.person_id = %(person)s AND e.id = a.id
), near AS MATERIALIZED (
    SELECT m.middle, m.id FROM middle m
    UNION ALL
    SELECT m.middle, n.id FROM middle m CROSS JOIN LATERAL (
        SELECT e.id FROM event e
        WHERE e.person_id = %(person)s AND e.source_id = m.source_id AND e.thread = m.thread
          AND (e.occurred_at, e.id) < (m.occurred_at, m.id) AND e.occurred_at > m.occurred_at - interval '6 hours'
        ORDER BY e.occurred_at DESC, e.id DESC LIMIT %(reach)s
    ) n
    UNION ALL
    SELECT m.middle, n.id FROM middle m CROSS JOIN LATERAL (
        SELECT e.id FROM event e
        WHERE e.person_id = %(person)s AND e.source_id = m.source_id AND e.thread = m.thread
          AND (e.occurred_at, e.id) > (m.occurred_at, m.id) AND e.occurred_at < m.occurred_at + interval '6 hours'
        ORDER BY e.occurred_at, e.id LIMIT %(reach)s
    ) n
), candidate AS MATERIALIZED (
    SELECT id, array_agg(middle)::int[] AS middles FROM near GROUP BY id
)
SELECT c.id AS event_id, c.middles, e.speaker, e.occurred_at, coalesce(w.part, 0)::int AS part,
    coalesce(w.said, 0) AS said, coalesce(w.size, 0) AS size, v.cosine, coalesce(v.part, 0)::int AS near_part
FROM candidate c
JOIN event e ON e.person_id = %(person)s AND e.id = c.id
LEFT JOIN LATERAL (
    SELECT f.part, bit_or(1 << (q.place - 1)::int) AS said, max(f.size)::int AS size
    FROM memory_word f
    JOIN unnest(%(lows)s::text[], %(highs)s::text[]) WITH ORDINALITY AS q (low, high, place)
        ON f.word >= q.low COLLATE "C" AND f.word < q.high COLLATE "C"
    WHERE f.person_id = %(person)s AND f.event_id = c.id
    GROUP BY f.part
    ORDER BY count(DISTINCT q.place) DESC, f.part LIMIT 1
) w ON true
LEFT JOIN LATERAL (
    SELECT n.part, -(n.vector <#> %(vector)s::halfvec) AS cosine
    FROM memory_vector n
    WHERE n.person_id = %(person)s AND n.event_id = c.id AND n.space = %(space)s
    ORDER BY n.vector <#> %(vector)s::halfvec LIMIT 1
) v ON true
