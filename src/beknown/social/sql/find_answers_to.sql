-- The answers to a message.
SELECT seq FROM chat_message WHERE chat_id = %(chat)s AND is_ai AND answers = %(seq)s ORDER BY seq
