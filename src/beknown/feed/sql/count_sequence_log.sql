-- How much there is to learn from, up to so much: what people did with posts since a moment.
SELECT count(*) AS number FROM feed_sequence_log(%(since)s, %(most)s)
