-- Who reacted and replied since a moment to posts that are for everyone.
SELECT person_id, author_id, id, is_reply, made_at FROM feed_deeds(%(since)s)
