-- The latest trainings of the sequence model, without what came of them.
SELECT id, begun_at, ended_at, state, people, deeds, done, total, asked, gain_popular, gain_now, gain_new, trouble
FROM feed_sequence ORDER BY begun_at DESC LIMIT %(most)s
