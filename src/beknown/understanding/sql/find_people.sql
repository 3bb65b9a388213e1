-- Give the people of the person's world, the closest first, with how much was written lately and in the year before.
-- The months are looked up one by one: whatever the planner expects, that stays in step with the number of people.
WITH chosen AS MATERIALIZED (
    SELECT q.id, q.name, q.relation, q.sent, q.received, q.in_groups, q.months, q.first_at, q.last_at, q.source_ids,
        closeness_of(q.warm_sent, q.warm_received, q.months, %(now)s) AS closeness
    FROM acquaintance q
    WHERE q.person_id = %(person)s AND (%(only)s::uuid IS NULL OR q.id = %(only)s)
    ORDER BY closeness DESC, q.sent + q.received DESC, q.name, q.id
    LIMIT %(most)s
)
SELECT q.id, q.name, q.relation, q.sent, q.received, q.in_groups, q.months, q.first_at, q.last_at, q.closeness,
    coalesce(m.lately, 0)::int AS lately, coalesce(m.before, 0)::int AS before,
    ARRAY(SELECT DISTINCT s.kind FROM source s
          WHERE s.person_id = %(person)s AND s.id = ANY (q.source_ids) ORDER BY s.kind) AS sources,
    (SELECT max(a.last_at) FROM acquaintance a WHERE a.person_id = %(person)s) AS heard_at
FROM chosen q
CROSS JOIN LATERAL (
    SELECT sum(n.sent + n.received) FILTER (WHERE n.month >= %(lately)s) AS lately,
        sum(n.sent + n.received) FILTER (WHERE n.month < %(lately)s) AS before
    FROM acquaintance_month n
    WHERE n.person_id = %(person)s AND n.acquaintance_id = q.id AND n.month >= %(since)s
) m
ORDER BY q.closeness DESC, q.sent + q.received DESC, q.name, q.id
