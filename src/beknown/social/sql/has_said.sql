-- Whether the person has said something in a conversation.
SELECT EXISTS (SELECT 1 FROM chat_message WHERE chat_id = %(chat)s AND person_id = %(person)s) AS yes
