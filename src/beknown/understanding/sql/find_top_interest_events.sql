-- Give the events that weigh most in each of these topics, at most so many of each.
SELECT DISTINCT t.event_id
FROM unnest(%(ids)s::uuid[]) AS i (id)
CROSS JOIN LATERAL (
    SELECT e.event_id FROM interest_evidence e
    WHERE e.person_id = %(person)s AND e.interest_id = i.id
    ORDER BY e.weight * power(
        0.5, greatest(0, extract(epoch FROM %(now)s::timestamptz - e.occurred_at))::float8 / 86400 / e.half_life_days
    ) DESC, e.event_id DESC
    LIMIT %(most)s
) t
ORDER BY t.event_id
