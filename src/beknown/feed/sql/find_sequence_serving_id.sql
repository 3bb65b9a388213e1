-- Which sequence model serves, and of how many posts that are there still.
SELECT s.id, (SELECT count(*) FROM feed_sequence_items(s.id))::int AS items FROM feed_sequence s
WHERE s.state = 'served' AND s.begun_at >= %(since)s ORDER BY s.begun_at DESC LIMIT 1
