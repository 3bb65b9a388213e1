-- Give an event and its neighbours in the same thread, in time order.
WITH middle AS (
    SELECT * FROM event WHERE person_id = %(person)s AND id = %(id)s
), around AS (
    SELECT * FROM middle
    UNION ALL
    (SELECT e.* FROM event e, middle m
     WHERE e.person_id = %(person)s AND e.source_id = m.source_id AND e.thread = m.thread
       AND (e.occurred_at, e.id) < (m.occurred_at, m.id)
     ORDER BY e.occurred_at DESC, e.id DESC LIMIT %(before)s)
    UNION ALL
    (SELECT e.* FROM event e, middle m
     WHERE e.person_id = %(person)s AND e.source_id = m.source_id AND e.thread = m.thread
       AND (e.occurred_at, e.id) > (m.occurred_at, m.id)
     ORDER BY e.occurred_at, e.id LIMIT %(after)s)
)
SELECT e.id, e.source_id, s.kind AS source_kind, e.type, e.occurred_at, e.recorded_at, e.speaker, e.is_mine, e.thread,
    e.thread_title, e.text, e.payload
FROM around e JOIN source s ON s.person_id = e.person_id AND s.id = e.source_id
ORDER BY e.occurred_at NULLS LAST, e.id
