-- Topics of which at least three events of two days came since a moment, and twice as many as in an equal time before:
-- `windows` says how many such times lie between the two moments. The steepest first, with their latest events.
WITH counted AS (
    SELECT e.interest_id AS id,
        (count(*) FILTER (WHERE e.occurred_at > %(since)s))::int AS recent,
        count(DISTINCT date_trunc('day', e.occurred_at)) FILTER (WHERE e.occurred_at > %(since)s) AS days,
        count(*) FILTER (WHERE e.occurred_at <= %(since)s AND e.occurred_at > %(before)s) / %(windows)s::float8
            AS earlier,
        (array_agg(e.event_id ORDER BY e.occurred_at DESC, e.event_id) FILTER (WHERE e.occurred_at > %(since)s))[1:5]
            AS event_ids
    FROM interest_evidence e
    WHERE e.person_id = %(person)s
    GROUP BY e.interest_id
)
SELECT c.id, c.recent, c.event_ids
FROM counted c
JOIN interest i ON i.person_id = %(person)s AND i.id = c.id AND NOT i.is_muted
WHERE c.recent >= 3 AND c.days >= 2 AND c.recent >= 2 * c.earlier
ORDER BY c.recent / (c.earlier + 1) DESC, c.id
LIMIT 5
