-- Take back something that the person said.
DELETE FROM chat_message WHERE chat_id = %(chat)s AND seq = %(seq)s AND person_id = %(person)s
