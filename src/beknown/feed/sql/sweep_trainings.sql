-- Delete trainings but the latest ones and the one that serves.
DELETE FROM feed_model
WHERE id NOT IN (SELECT m.id FROM feed_model m ORDER BY m.begun_at DESC LIMIT %(most)s)
  AND id IS DISTINCT FROM (
      SELECT m.id FROM feed_model m WHERE m.state = 'served' ORDER BY m.begun_at DESC LIMIT 1
  )
