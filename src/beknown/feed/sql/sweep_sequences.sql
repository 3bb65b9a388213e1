-- Delete trainings of the sequence model but the latest ones and the one that serves.
DELETE FROM feed_sequence
WHERE id NOT IN (SELECT m.id FROM feed_sequence m ORDER BY m.begun_at DESC LIMIT %(most)s)
  AND id IS DISTINCT FROM (
      SELECT m.id FROM feed_sequence m WHERE m.state = 'served' ORDER BY m.begun_at DESC LIMIT 1
  )
