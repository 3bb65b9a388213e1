-- Delete a picture or a voice note that waits to be sent.
DELETE FROM chat_media WHERE person_id = %(person)s AND id = %(id)s AND chat_id IS NULL
