-- Allow something of the person's no more.
DELETE FROM chat_share WHERE person_id = %(person)s AND chat_id = %(chat)s AND id = %(id)s
