-- A page of what was said in a conversation before a place in it, latest first.
SELECT chat_id, seq, id, person_id AS author_id, text, sent_at FROM chat_message
WHERE chat_id = %(chat)s AND seq < coalesce(%(before)s::bigint, 9223372036854775807)
ORDER BY seq DESC
LIMIT %(at_most)s
