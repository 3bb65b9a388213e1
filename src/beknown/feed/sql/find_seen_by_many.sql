-- How many people looked at posts that are for everyone, where that were many.
SELECT item_id, people FROM feed_seen(%(since)s, %(least)s)
