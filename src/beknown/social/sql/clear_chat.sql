-- Delete what has had its time in a conversation; give the last of it.
SELECT clear_chat(%(chat)s, %(at)s) AS number
