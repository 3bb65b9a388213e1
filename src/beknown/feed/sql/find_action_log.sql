-- What was looked at on feeds and what was done with it, the newest first, without whose and what it was.
SELECT features, place, did, shown_at FROM feed_action_log(%(since)s, %(before)s, %(version)s, %(most)s)
