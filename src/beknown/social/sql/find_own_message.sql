-- Find a message of the person by the id that they gave it.
SELECT chat_id, seq, id, person_id AS author_id, text, sent_at FROM chat_message
WHERE person_id = %(person)s AND id = %(id)s
