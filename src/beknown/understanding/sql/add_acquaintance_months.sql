-- Sum up by months what acquaintances wrote, and what the person wrote to each where nobody else was present.
INSERT INTO acquaintance_month (person_id, acquaintance_id, month, sent, received, in_groups, source_ids, audience)
SELECT %(person)s, s.acquaintance_id, s.month, sum(s.sent), sum(s.received), sum(s.in_groups),
    array_agg(DISTINCT s.source_id), bit_and(s.audience)
FROM (
    SELECT a.acquaintance_id, date_trunc('month', e.occurred_at AT TIME ZONE 'UTC')::date AS month, 0 AS sent,
        (coalesce(c.members, 1) <= 1)::int AS received, (coalesce(c.members, 1) > 1)::int AS in_groups, e.source_id,
        e.audience
    FROM alias a
    JOIN encounter e ON e.person_id = a.person_id AND e.alias_id = a.id AND e.direction = 'received'
    LEFT JOIN circle c ON c.person_id = e.person_id AND c.id = e.circle_id
    WHERE a.person_id = %(person)s AND a.acquaintance_id = ANY (%(ids)s) AND e.occurred_at IS NOT NULL
    UNION ALL
    SELECT m.acquaintance_id, date_trunc('month', e.occurred_at AT TIME ZONE 'UTC')::date, 1, 0, 0, e.source_id,
        e.audience
    FROM circle_member m
    JOIN circle c ON c.person_id = m.person_id AND c.id = m.circle_id AND c.members = 1
    JOIN encounter e ON e.person_id = m.person_id AND e.circle_id = m.circle_id AND e.direction = 'sent'
    WHERE m.person_id = %(person)s AND m.acquaintance_id = ANY (%(ids)s) AND e.occurred_at IS NOT NULL
) s
GROUP BY s.acquaintance_id, s.month
