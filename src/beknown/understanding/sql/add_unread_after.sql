-- Have those events read again that come right after some of a batch, where they were read before: at most `before`
-- turns later in the same conversation, within six hours. It is the other way round of `find_unread`.
INSERT INTO event_unread (person_id, event_id, is_new)
SELECT DISTINCT e.person_id, n.id, false
FROM event e
CROSS JOIN LATERAL (
    SELECT o.id FROM event o
    WHERE o.person_id = e.person_id AND o.source_id = e.source_id AND o.thread = e.thread
      AND (o.occurred_at, o.id) > (e.occurred_at, e.id) AND o.occurred_at < e.occurred_at + interval '6 hours'
    ORDER BY o.occurred_at, o.id LIMIT %(before)s
) n
WHERE e.person_id = %(person)s AND e.id = ANY (%(new)s::uuid[]) AND n.id <> ALL (%(batch)s::uuid[])
ON CONFLICT DO NOTHING
