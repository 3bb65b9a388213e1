-- The sequence model that serves: the latest that was better, unless it is too old.
SELECT id, begun_at, weights FROM feed_sequence
WHERE state = 'served' AND begun_at >= %(since)s ORDER BY begun_at DESC LIMIT 1
