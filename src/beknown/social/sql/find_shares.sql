-- What members allow @beknown to know in a conversation, oldest first.
SELECT id, person_id, belief_id, text FROM chat_share WHERE chat_id = %(chat)s ORDER BY shared_at, id
