-- What the person was told after a number, in order, with the message it is about where they may still see it.
SELECT c.seq, c.kind, c.chat_id, c.message_seq, m.id, m.person_id AS author_id, m.text, m.sent_at
FROM chat_change c
LEFT JOIN chat_message m ON c.kind = 'message' AND m.chat_id = c.chat_id AND m.seq = c.message_seq
WHERE c.person_id = %(person)s AND c.seq > %(after)s
ORDER BY c.seq
LIMIT %(at_most)s
