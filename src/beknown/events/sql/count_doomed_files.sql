-- Count the files that only doomed events use.
SELECT count(DISTINCT m.blob_id) AS number
FROM pg_temp.doomed d JOIN event_media m ON m.person_id = %(person)s AND m.event_id = d.event_id
WHERE NOT EXISTS (
    SELECT 1 FROM event_media o
    WHERE o.person_id = %(person)s AND o.blob_id = m.blob_id
      AND NOT EXISTS (SELECT 1 FROM pg_temp.doomed g WHERE g.event_id = o.event_id)
)
