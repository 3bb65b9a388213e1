-- Give the events that a topic stands on, those that weigh most now first.
SELECT e.event_id, e.kind, e.occurred_at, v.text, s.kind AS source
FROM interest_evidence e
JOIN event v ON v.person_id = e.person_id AND v.id = e.event_id
JOIN source s ON s.person_id = e.person_id AND s.id = e.source_id
WHERE e.person_id = %(person)s AND e.interest_id = %(id)s
ORDER BY e.weight * power(
    0.5, greatest(0, extract(epoch FROM %(now)s::timestamptz - e.occurred_at))::float8 / 86400 / e.half_life_days
) DESC, e.event_id DESC
LIMIT %(most)s
