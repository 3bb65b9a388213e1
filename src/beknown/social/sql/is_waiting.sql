-- Say whether a mention of the person still waits for its answer.
SELECT EXISTS (
    SELECT 1 FROM chat_message
    WHERE chat_id = %(chat)s AND seq = %(seq)s AND person_id = %(person)s AND asks = 'waiting'
) AS yes
