-- Note what the person did with things on their pages: of looking, the longest time. What is no longer there is left out.
INSERT INTO feed_deed (person_id, run_id, position, action, seconds, at)
SELECT i.person_id, i.run_id, i.position, d.action, max(d.seconds), %(at)s
FROM unnest(%(run_id)s::uuid[], %(position)s::int[], %(action)s::text[], %(seconds)s::int[])
    AS d (run_id, position, action, seconds)
JOIN feed_impression i ON i.person_id = %(person)s AND i.run_id = d.run_id AND i.position = d.position
GROUP BY i.person_id, i.run_id, i.position, d.action
ON CONFLICT (person_id, run_id, position, action) DO UPDATE
SET seconds = greatest(feed_deed.seconds, excluded.seconds), event_id = NULL
WHERE excluded.seconds > feed_deed.seconds
