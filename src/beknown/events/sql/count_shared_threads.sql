-- Count the threads that lose some of their messages and keep others. Thread by thread, through the index on threads:
-- right after an import the tables have no statistics, and a plan that guesses would read every event for each one.
WITH touched AS MATERIALIZED (
    SELECT DISTINCT g.source_id, g.thread
    FROM pg_temp.doomed d JOIN event g ON g.person_id = %(person)s AND g.id = d.event_id
    WHERE g.thread IS NOT NULL
)
SELECT count(*) AS number
FROM touched t
WHERE EXISTS (
    SELECT 1 FROM event e
    WHERE e.person_id = %(person)s AND e.source_id = t.source_id AND e.thread = t.thread
      AND NOT EXISTS (SELECT 1 FROM pg_temp.doomed d WHERE d.event_id = e.id)
)
