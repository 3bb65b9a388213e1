-- Give events with their neighbours in the same conversation: two before, two after, at most six hours apart.
-- `step` is 0 for the event itself, negative for what came before.
WITH middle AS MATERIALIZED (
    SELECT id, source_id, thread, occurred_at FROM event
    WHERE person_id = %(person)s AND id = ANY (%(ids)s::uuid[])
)
SELECT m.id AS middle_id, m.id AS event_id, 0 AS step FROM middle m
UNION ALL
SELECT m.id, n.id, -n.step FROM middle m CROSS JOIN LATERAL (
    SELECT e.id, (row_number() OVER (ORDER BY e.occurred_at DESC, e.id DESC))::int AS step FROM event e
    WHERE e.person_id = %(person)s AND e.source_id = m.source_id AND e.thread = m.thread
      AND (e.occurred_at, e.id) < (m.occurred_at, m.id) AND e.occurred_at > m.occurred_at - interval '6 hours'
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT %(reach)s
) n
UNION ALL
SELECT m.id, n.id, n.step FROM middle m CROSS JOIN LATERAL (
    SELECT e.id, (row_number() OVER (ORDER BY e.occurred_at, e.id))::int AS step FROM event e
    WHERE e.person_id = %(person)s AND e.source_id = m.source_id AND e.thread = m.thread
      AND (e.occurred_at, e.id) > (m.occurred_at, m.id) AND e.occurred_at < m.occurred_at + interval '6 hours'
    ORDER BY e.occurred_at, e.id LIMIT %(reach)s
) n
