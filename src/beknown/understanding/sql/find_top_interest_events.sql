-- Give the events that weigh most in a topic now.
SELECT e.event_id FROM interest_evidence e
WHERE e.person_id = %(person)s AND e.interest_id = %(id)s
ORDER BY e.weight * power(
    0.5, greatest(0, extract(epoch FROM %(now)s::timestamptz - e.occurred_at))::float8 / 86400 / e.half_life_days
) DESC, e.event_id DESC
LIMIT %(most)s
