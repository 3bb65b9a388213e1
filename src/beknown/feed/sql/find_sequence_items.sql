-- The vectors of a sequence model, of posts that are there still.
SELECT post_id, vector FROM feed_sequence_items(%(model)s)
