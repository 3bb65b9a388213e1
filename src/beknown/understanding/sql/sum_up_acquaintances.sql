-- Sum up acquaintances: the name they are best known by, their relation, how much was written and since when.
UPDATE acquaintance q SET name = best.name, source_ids = base.source_ids, audience = base.audience,
    first_at = base.first_at, last_at = greatest(base.last_at, wrote.last_at),
    sent = coalesce(wrote.sent, 0), received = coalesce(wrote.received, 0), in_groups = coalesce(wrote.in_groups, 0),
    warm_sent = coalesce(wrote.warm_sent, 0), warm_received = coalesce(wrote.warm_received, 0),
    months = coalesce(wrote.months, 0),
    relation = coalesce(said.what, called.relation), relation_event_id = said.event_id
FROM (
    SELECT a.acquaintance_id AS id, array_agg(DISTINCT e.source_id) AS source_ids, bit_and(e.audience) AS audience,
        min(e.occurred_at) AS first_at, max(e.occurred_at) AS last_at
    FROM alias a JOIN encounter e ON e.person_id = a.person_id AND e.alias_id = a.id
    WHERE a.person_id = %(person)s AND a.acquaintance_id = ANY (%(ids)s)
    GROUP BY a.acquaintance_id
) base
LEFT JOIN (
    SELECT DISTINCT ON (a.acquaintance_id) a.acquaintance_id AS id, a.name
    FROM alias a
    WHERE a.person_id = %(person)s AND a.acquaintance_id = ANY (%(ids)s)
    ORDER BY a.acquaintance_id, a.kind <> 'name', NOT a.is_strong, a.match LIKE '%%/%%',
        (SELECT count(*) FROM encounter e WHERE e.person_id = a.person_id AND e.alias_id = a.id) DESC, a.name, a.id
) best ON best.id = base.id
LEFT JOIN (
    SELECT m.acquaintance_id AS id, sum(m.sent)::int AS sent, sum(m.received)::int AS received,
        sum(m.in_groups)::int AS in_groups, count(*)::int AS months,
        sum(m.sent * power(2::double precision, m.age / 12.0) ORDER BY m.age) AS warm_sent,
        sum((m.received + 0.2 * m.in_groups) * power(2::double precision, m.age / 12.0) ORDER BY m.age) AS warm_received,
        max(m.last_at) AS last_at
    FROM (
        SELECT n.acquaintance_id, n.sent, n.received, n.in_groups,
            ((extract(year FROM n.month) - 2000) * 12 + extract(month FROM n.month))::double precision AS age,
            (SELECT max(c.last_at) FROM circle_member o JOIN circle c ON c.person_id = o.person_id AND c.id = o.circle_id
             WHERE o.person_id = n.person_id AND o.acquaintance_id = n.acquaintance_id AND c.members = 1) AS last_at
        FROM acquaintance_month n
        WHERE n.person_id = %(person)s AND n.acquaintance_id = ANY (%(ids)s)
    ) m
    GROUP BY m.acquaintance_id
) wrote ON wrote.id = base.id
LEFT JOIN (
    SELECT DISTINCT ON (a.acquaintance_id) a.acquaintance_id AS id, c.what, c.event_id
    FROM world_cue c JOIN alias a ON a.person_id = c.person_id AND a.id = c.alias_id
    WHERE c.person_id = %(person)s AND c.kind = 'relation' AND a.acquaintance_id = ANY (%(ids)s)
    ORDER BY a.acquaintance_id, c.occurred_at DESC NULLS LAST, c.event_id DESC, c.position DESC
) said ON said.id = base.id
LEFT JOIN (
    SELECT DISTINCT ON (a.acquaintance_id) a.acquaintance_id AS id, r.relation
    FROM alias a
    JOIN unnest(%(role_words)s::text[], %(role_relations)s::text[]) AS r (word, relation) ON r.word = a.match
    WHERE a.person_id = %(person)s AND a.acquaintance_id = ANY (%(ids)s)
    ORDER BY a.acquaintance_id, r.relation
) called ON called.id = base.id
WHERE q.person_id = %(person)s AND q.id = base.id
