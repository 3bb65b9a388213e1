-- Note how far the person's log has a conversation.
UPDATE chat_member SET noted_seq = greatest(noted_seq, %(seq)s) WHERE person_id = %(person)s AND chat_id = %(chat)s
