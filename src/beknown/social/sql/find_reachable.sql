-- People whom the person may write to, by a part of their name.
SELECT id, name FROM find_reachable(%(words)s, %(at_most)s)
