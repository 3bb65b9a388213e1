-- What was said before a mention, as far as all who are in the conversation see it, latest first.
SELECT seq, author, text, sent_at, is_ai FROM find_shared_messages(%(chat)s, %(seq)s, %(at_most)s)
