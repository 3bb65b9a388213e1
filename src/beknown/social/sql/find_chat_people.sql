-- Who is in a conversation, for jobs.
SELECT id FROM find_chat_people(%(chat)s)
