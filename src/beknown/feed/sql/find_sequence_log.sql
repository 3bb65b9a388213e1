-- What people did one after another with posts that are for everyone, in no order; people by a number of this answer.
SELECT who, author_id, post_id, at FROM feed_sequence_log(%(since)s, %(most)s)
