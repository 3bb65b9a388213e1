-- Give every source with its number of events, what time they span, and how many may serve each purpose at most.
WITH counted AS (
    SELECT source_id, purposes, count(*) AS events, min(occurred_at) AS first_at, max(occurred_at) AS last_at
    FROM event WHERE person_id = %(person)s GROUP BY source_id, purposes
), reach AS (
    SELECT source_id, jsonb_object_agg(purpose, events) AS reach
    FROM (
        SELECT c.source_id, purpose, sum(c.events)::bigint AS events
        FROM counted c, unnest(c.purposes) AS purpose GROUP BY c.source_id, purpose
    ) AS by_purpose
    GROUP BY source_id
), total AS (
    SELECT source_id, sum(events)::bigint AS events, min(first_at) AS first_at, max(last_at) AS last_at
    FROM counted GROUP BY source_id
)
SELECT s.id, s.kind, s.account, s.purposes, s.created_at, coalesce(t.events, 0) AS events, t.first_at, t.last_at,
    coalesce(r.reach, '{}') AS reach
FROM source s LEFT JOIN total t ON t.source_id = s.id LEFT JOIN reach r ON r.source_id = s.id
WHERE s.person_id = %(person)s
ORDER BY s.created_at, s.id
