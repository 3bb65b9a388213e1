-- Give events by their ids, in time order.
SELECT e.id, e.source_id, s.kind AS source_kind, e.type, e.occurred_at, e.recorded_at, e.speaker, e.is_mine, e.thread,
    e.thread_title, e.text, e.payload
FROM event e JOIN source s ON s.person_id = e.person_id AND s.id = e.source_id
WHERE e.person_id = %(person)s AND e.id = ANY (%(ids)s::uuid[])
ORDER BY e.occurred_at NULLS LAST, e.id
