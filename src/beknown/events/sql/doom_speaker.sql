-- Choose all that a person said, and all of the threads in which nobody but they and the owner spoke.
INSERT INTO pg_temp.doomed (event_id)
SELECT id FROM event WHERE person_id = %(person)s AND speaker = %(speaker)s AND NOT is_mine
UNION
SELECT e.id FROM event e
JOIN (
    SELECT source_id, thread FROM event
    WHERE person_id = %(person)s AND thread IS NOT NULL AND NOT is_mine AND coalesce(speaker, '') <> ''
    GROUP BY source_id, thread
    HAVING min(speaker) = %(speaker)s AND max(speaker) = %(speaker)s
) AS alone ON alone.source_id = e.source_id AND alone.thread = e.thread
WHERE e.person_id = %(person)s
