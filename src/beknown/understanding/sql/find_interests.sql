-- Give the topics with the greatest weight now, pinned ones first, each with its most telling phrases. Each purpose
-- sees the weight and the words of such evidence alone as may serve it. The sum is of decimal numbers, the same in
-- whatever order rows are read.
WITH weighed AS (
    SELECT e.interest_id, count(*)::int AS events, min(e.occurred_at) AS first_at, max(e.occurred_at) AS last_at,
        sum((e.weight * power(
            0.5, greatest(0, extract(epoch FROM %(now)s::timestamptz - e.occurred_at))::float8
                / 86400 / e.half_life_days
        ))::numeric)::float8 AS weight
    FROM interest_evidence e WHERE e.person_id = %(person)s GROUP BY e.interest_id
), chosen AS (
    SELECT i.id, i.is_pinned, i.is_muted, i.named_by, w.events, w.first_at, w.last_at, w.weight
    FROM interest i JOIN weighed w ON w.interest_id = i.id
    WHERE i.person_id = %(person)s
    ORDER BY i.is_pinned DESC, i.is_muted, w.weight DESC, i.id
    LIMIT %(most)s
)
SELECT c.id, c.is_pinned, c.is_muted, h.name, c.events, c.first_at, c.last_at, c.weight,
    t.phrases, t.words, t.shares
FROM chosen c
LEFT JOIN interest_choice h ON h.person_id = %(person)s AND h.event_id = c.named_by
CROSS JOIN LATERAL (
    SELECT array_agg(one.phrase ORDER BY one.telling DESC, one.phrase COLLATE "C") AS phrases,
        array_agg(one.words ORDER BY one.telling DESC, one.phrase COLLATE "C") AS words,
        array_agg(one.share ORDER BY one.telling DESC, one.phrase COLLATE "C") AS shares
    FROM (
        SELECT p.phrase, mode() WITHIN GROUP (ORDER BY p.words COLLATE "C") AS words,
            count(*)::float8 / c.events AS share,
            count(*) * (1 + 0.35 * (array_length(string_to_array(p.phrase, ' '), 1) - 1)) AS telling
        FROM interest_evidence e CROSS JOIN LATERAL unnest(e.phrases, e.words) AS p (phrase, words)
        WHERE e.person_id = %(person)s AND e.interest_id = c.id
        GROUP BY p.phrase
        ORDER BY telling DESC, p.phrase COLLATE "C"
        LIMIT 16
    ) one
) t
ORDER BY c.is_pinned DESC, c.is_muted, c.weight DESC, c.id
