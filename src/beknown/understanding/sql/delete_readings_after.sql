-- Have a language model read those events again that come right after some that are new, where it has read them without
-- those: at most `before` turns later in the same conversation, within six hours, as `find_for_model` gives them. An event is recorded
-- a little before others can see it; so what was read within a minute after that may have been read without it.
DELETE FROM belief_reading r
USING event e
CROSS JOIN LATERAL (
    SELECT o.id FROM event o
    WHERE o.person_id = e.person_id AND o.source_id = e.source_id AND o.thread = e.thread
      AND (o.occurred_at, o.id) > (e.occurred_at, e.id) AND o.occurred_at < e.occurred_at + interval '6 hours'
    ORDER BY o.occurred_at, o.id LIMIT %(before)s
) n
WHERE e.person_id = %(person)s AND e.id = ANY (%(new)s::uuid[])
  AND r.person_id = e.person_id AND r.event_id = n.id AND r.read_at < e.recorded_at + interval '1 minute'
