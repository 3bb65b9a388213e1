-- Sum up acquaintances: the name they are best known by, their relation, how much was written and since when.
WITH own AS MATERIALIZED (
    SELECT a.id AS alias_id, a.acquaintance_id AS id, a.kind, a.name, a.match, a.is_strong
    FROM alias a WHERE a.person_id = %(person)s AND a.acquaintance_id = ANY (%(ids)s)
), met AS MATERIALIZED (
    SELECT o.id, o.alias_id, e.source_id, count(*) AS events, bit_and(e.audience) AS audience,
        min(e.occurred_at) AS first_at, max(e.occurred_at) AS last_at
    FROM own o JOIN encounter e ON e.person_id = %(person)s AND e.alias_id = o.alias_id
    GROUP BY o.id, o.alias_id, e.source_id
), base AS MATERIALIZED (
    SELECT id, array_agg(DISTINCT source_id) AS source_ids, bit_and(audience) AS audience, min(first_at) AS first_at,
        max(last_at) AS last_at
    FROM met GROUP BY id
), best AS MATERIALIZED (
    SELECT DISTINCT ON (o.id) o.id, o.name
    FROM own o JOIN met m ON m.alias_id = o.alias_id
    ORDER BY o.id, o.kind <> 'name', NOT o.is_strong, o.match LIKE '%%/%%', m.events DESC, o.name, o.alias_id
), solo AS MATERIALIZED (
    SELECT m.acquaintance_id AS id, max(c.last_at) AS last_at
    FROM circle_member m JOIN circle c ON c.person_id = m.person_id AND c.id = m.circle_id AND c.members = 1
    WHERE m.person_id = %(person)s AND m.acquaintance_id = ANY (%(ids)s)
    GROUP BY m.acquaintance_id
), wrote AS MATERIALIZED (
    SELECT m.acquaintance_id AS id, sum(m.sent)::int AS sent, sum(m.received)::int AS received,
        sum(m.in_groups)::int AS in_groups, count(*)::int AS months,
        sum(m.sent * power(2::double precision, m.age / 12.0) ORDER BY m.age) AS warm_sent,
        sum((m.received + 0.2 * m.in_groups) * power(2::double precision, m.age / 12.0) ORDER BY m.age)
            AS warm_received
    FROM (
        SELECT n.acquaintance_id, n.sent, n.received, n.in_groups,
            ((extract(year FROM n.month) - 2000) * 12 + extract(month FROM n.month))::double precision AS age
        FROM acquaintance_month n
        WHERE n.person_id = %(person)s AND n.acquaintance_id = ANY (%(ids)s)
    ) m
    GROUP BY m.acquaintance_id
), said AS MATERIALIZED (
    SELECT DISTINCT ON (o.id) o.id, c.what, c.event_id
    FROM own o JOIN world_cue c ON c.person_id = %(person)s AND c.alias_id = o.alias_id AND c.kind = 'relation'
    ORDER BY o.id, c.occurred_at DESC NULLS LAST, c.event_id DESC, c.position DESC
), called AS MATERIALIZED (
    SELECT DISTINCT ON (o.id) o.id, r.relation
    FROM own o
    JOIN unnest(%(role_words)s::text[], %(role_relations)s::text[]) AS r (word, relation) ON r.word = o.match
    ORDER BY o.id, r.relation
), summed AS MATERIALIZED (
    SELECT base.id, best.name, base.source_ids, base.audience, base.first_at,
        greatest(base.last_at, solo.last_at) AS last_at, coalesce(wrote.sent, 0) AS sent,
        coalesce(wrote.received, 0) AS received, coalesce(wrote.in_groups, 0) AS in_groups,
        coalesce(wrote.warm_sent, 0) AS warm_sent, coalesce(wrote.warm_received, 0) AS warm_received,
        coalesce(wrote.months, 0) AS months, coalesce(said.what, called.relation) AS relation,
        said.event_id AS relation_event_id
    FROM base
    LEFT JOIN best ON best.id = base.id
    LEFT JOIN solo ON solo.id = base.id
    LEFT JOIN wrote ON wrote.id = base.id
    LEFT JOIN said ON said.id = base.id
    LEFT JOIN called ON called.id = base.id
)
UPDATE acquaintance q SET name = s.name, source_ids = s.source_ids, audience = s.audience, first_at = s.first_at,
    last_at = s.last_at, sent = s.sent, received = s.received, in_groups = s.in_groups, warm_sent = s.warm_sent,
    warm_received = s.warm_received, months = s.months, relation = s.relation,
    relation_event_id = s.relation_event_id
FROM summed s
WHERE q.person_id = %(person)s AND q.id = s.id
