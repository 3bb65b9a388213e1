-- What the person was told after a number, in order.
SELECT seq, kind, chat_id, message_seq FROM chat_change
WHERE person_id = %(person)s AND seq > %(after)s
ORDER BY seq
LIMIT %(at_most)s
