-- Give events that no learner has read, the oldest first by when they were appended, with what was said just before
-- them in the same conversation (at most `before` turns, the latest first, no older than six hours).
SELECT e.id, e.source_id, s.kind AS source, e.type, e.occurred_at, e.recorded_at, e.speaker, e.is_mine, e.thread,
    e.thread_title, e.text, e.payload, e.purposes, u.is_new,
    coalesce(b.speakers, '{}') AS speakers_before, coalesce(b.texts, '{}') AS texts_before,
    coalesce(b.mine, '{}') AS mine_before
FROM event_unread u
JOIN event e ON e.person_id = u.person_id AND e.id = u.event_id
JOIN source s ON s.person_id = e.person_id AND s.id = e.source_id
LEFT JOIN LATERAL (
    SELECT array_agg(n.speaker ORDER BY n.occurred_at DESC, n.id DESC) AS speakers,
        array_agg(left(n.text, %(letters)s) ORDER BY n.occurred_at DESC, n.id DESC) AS texts,
        array_agg(n.is_mine ORDER BY n.occurred_at DESC, n.id DESC) AS mine
    FROM (
        SELECT o.id, o.occurred_at, o.speaker, o.text, o.is_mine FROM event o
        WHERE o.person_id = e.person_id AND o.source_id = e.source_id AND o.thread = e.thread
          AND (o.occurred_at, o.id) < (e.occurred_at, e.id) AND o.occurred_at > e.occurred_at - interval '6 hours'
        ORDER BY o.occurred_at DESC, o.id DESC LIMIT %(before)s
    ) n
) b ON true
WHERE u.person_id = %(person)s
ORDER BY u.event_id
LIMIT %(most)s
