-- Conversations in which something has had its time, for jobs.
SELECT id FROM find_chats_to_clear(%(at)s)
