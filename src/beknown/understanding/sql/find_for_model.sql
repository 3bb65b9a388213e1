-- Give events that no language model has read, the latest first by when they happened, with what was said just before
-- them in the same conversation (at most `before` turns, the latest first, no older than six hours). Which events they
-- are is found first: what came before would else be looked up for every event there is.
WITH unread AS MATERIALIZED (
    SELECT e.id, e.source_id, e.type, e.occurred_at, e.recorded_at, e.speaker, e.is_mine, e.thread, e.thread_title,
        e.text, e.payload, e.purposes
    FROM event e
    WHERE e.person_id = %(person)s AND e.type = ANY (%(types)s::text[]) AND e.text <> ''
      AND NOT EXISTS (SELECT FROM belief_reading r WHERE r.person_id = e.person_id AND r.event_id = e.id)
    ORDER BY e.occurred_at DESC NULLS LAST, e.id DESC
    LIMIT %(most)s
)
SELECT e.id, e.source_id, s.kind AS source, e.type, e.occurred_at, e.recorded_at, e.speaker, e.is_mine, e.thread,
    e.thread_title, e.text, e.payload, e.purposes, false AS is_new,
    coalesce(b.speakers, '{}') AS speakers_before, coalesce(b.texts, '{}') AS texts_before,
    coalesce(b.mine, '{}') AS mine_before
FROM unread e
JOIN source s ON s.person_id = %(person)s AND s.id = e.source_id
LEFT JOIN LATERAL (
    SELECT array_agg(n.speaker ORDER BY n.occurred_at DESC, n.id DESC) AS speakers,
        array_agg(left(n.text, %(letters)s) ORDER BY n.occurred_at DESC, n.id DESC) AS texts,
        array_agg(n.is_mine ORDER BY n.occurred_at DESC, n.id DESC) AS mine
    FROM (
        SELECT o.id, o.occurred_at, o.speaker, o.text, o.is_mine FROM event o
        WHERE o.person_id = %(person)s AND o.source_id = e.source_id AND o.thread = e.thread
          AND (o.occurred_at, o.id) < (e.occurred_at, e.id) AND o.occurred_at > e.occurred_at - interval '6 hours'
        ORDER BY o.occurred_at DESC, o.id DESC LIMIT %(before)s
    ) n
) b ON true
ORDER BY e.occurred_at DESC NULLS LAST, e.id DESC
