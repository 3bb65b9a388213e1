-- Put a picture or a voice note that waits into a message of the person's.
UPDATE chat_media SET chat_id = %(chat)s, seq = %(seq)s, position = %(position)s, alt = %(alt)s
WHERE person_id = %(person)s AND id = %(id)s AND kind = %(kind)s AND chat_id IS NULL
