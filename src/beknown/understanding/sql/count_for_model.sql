-- Count the events that no language model has read.
SELECT count(*) AS events FROM event e
WHERE e.person_id = %(person)s AND e.type = ANY (%(types)s::text[]) AND e.text <> ''
  AND NOT EXISTS (SELECT FROM belief_reading r WHERE r.person_id = e.person_id AND r.event_id = e.id)
