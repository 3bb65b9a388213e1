-- Lock a conversation that the person is in, so that what is said in it is numbered in the order it was said.
SELECT id, last_seq FROM chat WHERE id = %(chat)s FOR UPDATE
