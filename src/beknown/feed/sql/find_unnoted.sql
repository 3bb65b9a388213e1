-- What was put on the person's pages and isn't in their log yet, by page: runs in the order of their beginning.
SELECT i.run_id, min(i.position) AS first, max(i.made_at) AS made_at, array_agg(i.position ORDER BY i.position) AS positions,
    array_agg(i.item_id ORDER BY i.position) AS items
FROM feed_impression i
WHERE i.person_id = %(person)s AND i.event_id IS NULL
GROUP BY i.run_id, i.made_at
ORDER BY i.run_id, min(i.position)
LIMIT %(most)s
