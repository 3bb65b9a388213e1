-- How much there is to learn from, up to so much: what was looked at on feeds between two moments.
SELECT count(*) AS number FROM feed_action_log(%(since)s, %(before)s, %(version)s, %(most)s)
