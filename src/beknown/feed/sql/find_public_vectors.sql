-- Vectors made since a moment, of posts that are for everyone.
SELECT author_id, id, space, vector FROM feed_vectors(%(since)s)
