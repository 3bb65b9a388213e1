-- One message of a conversation that the person is in.
SELECT chat_id, seq, id, person_id AS author_id, text, sent_at FROM chat_message
WHERE chat_id = %(chat)s AND seq = %(seq)s
