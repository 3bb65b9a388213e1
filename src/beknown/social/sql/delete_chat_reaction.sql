-- Take the person's reaction to a message back.
DELETE FROM chat_reaction WHERE person_id = %(person)s AND chat_id = %(chat)s AND seq = %(seq)s
