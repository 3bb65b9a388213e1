-- The latest trainings, without their models.
SELECT id, begun_at, ended_at, state, version, shown, done, total, trouble
FROM feed_model ORDER BY begun_at DESC LIMIT %(most)s
