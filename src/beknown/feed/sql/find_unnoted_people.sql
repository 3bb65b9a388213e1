-- People whose pages or deeds the log doesn't tell yet.
SELECT u.id FROM feed_unnoted(%(most)s) AS u (id)
