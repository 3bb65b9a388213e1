-- Count the threads that lose some of their messages and keep others.
SELECT count(DISTINCT (e.source_id, e.thread)) AS number
FROM event e
WHERE e.person_id = %(person)s AND e.thread IS NOT NULL
  AND e.id NOT IN (SELECT event_id FROM pg_temp.doomed)
  AND (e.source_id, e.thread) IN (
      SELECT g.source_id, g.thread FROM event g JOIN pg_temp.doomed d ON d.event_id = g.id
      WHERE g.person_id = %(person)s AND g.thread IS NOT NULL
  )
