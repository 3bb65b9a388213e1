-- End the writing of an answer, unless its ground is gone.
DELETE FROM chat_answering WHERE person_id = %(person)s AND chat_id = %(chat)s AND seq = %(seq)s
