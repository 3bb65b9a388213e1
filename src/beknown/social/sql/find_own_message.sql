-- Find a message of the person by the id that they gave it.
SELECT chat_id, seq, id, author_id, text, sent_at, asks, is_ai, answers, cites FROM chat_line
WHERE author_id = %(person)s AND id = %(id)s
