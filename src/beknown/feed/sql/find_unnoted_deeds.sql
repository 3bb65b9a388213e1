-- What the person did with things on their pages and isn't in their log yet. Hiding has an event of its own.
SELECT e.run_id, e.position, e.action, e.seconds, e.at, i.kind, i.author_id, i.item_id
FROM feed_deed e
JOIN feed_impression i ON i.person_id = e.person_id AND i.run_id = e.run_id AND i.position = e.position
WHERE e.person_id = %(person)s AND e.event_id IS NULL AND e.action IN ('open', 'dwell', 'share')
ORDER BY e.at
LIMIT %(most)s
