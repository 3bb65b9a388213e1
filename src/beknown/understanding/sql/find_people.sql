-- Give the people of the person's world, the closest first, with how much was written lately and in the year before.
SELECT q.id, q.name, q.relation, q.sent, q.received, q.in_groups, q.months, q.first_at, q.last_at,
    closeness_of(q.warm_sent, q.warm_received, q.months, %(now)s) AS closeness,
    coalesce(m.lately, 0)::int AS lately, coalesce(m.before, 0)::int AS before,
    ARRAY(SELECT DISTINCT s.kind FROM source s
          WHERE s.person_id = q.person_id AND s.id = ANY (q.source_ids) ORDER BY s.kind) AS sources
FROM acquaintance q
LEFT JOIN (
    SELECT acquaintance_id, sum(sent + received) FILTER (WHERE month >= %(lately)s) AS lately,
        sum(sent + received) FILTER (WHERE month < %(lately)s) AS before
    FROM acquaintance_month
    WHERE person_id = %(person)s AND month >= %(since)s GROUP BY acquaintance_id
) m ON m.acquaintance_id = q.id
WHERE q.person_id = %(person)s AND (%(only)s::uuid IS NULL OR q.id = %(only)s)
ORDER BY closeness DESC, q.sent + q.received DESC, q.name, q.id
LIMIT %(most)s
