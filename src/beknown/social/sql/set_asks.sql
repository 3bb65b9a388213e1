-- Note how far the answer to a mention of the person is, if it waited until now.
UPDATE chat_message SET asks = %(asks)s
WHERE chat_id = %(chat)s AND seq = %(seq)s AND person_id = %(person)s AND asks = 'waiting'
