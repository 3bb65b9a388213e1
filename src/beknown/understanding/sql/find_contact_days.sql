-- Give the days since a moment on which something was written with each of some people, and the latest such event.
SELECT w.acquaintance_id, w.day, (array_agg(w.event_id ORDER BY w.occurred_at DESC, w.event_id DESC))[1] AS event_id
FROM (
    SELECT a.acquaintance_id, (e.occurred_at AT TIME ZONE %(zone)s)::date AS day, e.event_id, e.occurred_at
    FROM alias a JOIN encounter e ON e.person_id = a.person_id AND e.alias_id = a.id AND e.direction = 'received'
    WHERE a.person_id = %(person)s AND a.acquaintance_id = ANY (%(ids)s) AND e.occurred_at >= %(since)s
    UNION ALL
    SELECT m.acquaintance_id, (e.occurred_at AT TIME ZONE %(zone)s)::date, e.event_id, e.occurred_at
    FROM circle_member m
    JOIN circle c ON c.person_id = m.person_id AND c.id = m.circle_id AND c.members = 1
    JOIN encounter e ON e.person_id = m.person_id AND e.circle_id = m.circle_id AND e.direction = 'sent'
    WHERE m.person_id = %(person)s AND m.acquaintance_id = ANY (%(ids)s) AND e.occurred_at >= %(since)s
) w
GROUP BY w.acquaintance_id, w.day
ORDER BY w.acquaintance_id, w.day
