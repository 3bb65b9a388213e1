-- Where the bytes of a picture or voice note in a message are that is for the person; not of one whose message is gone.
SELECT blob_id FROM chat_media
WHERE person_id = %(author)s AND id = %(id)s AND kind = %(kind)s AND (seq IS NOT NULL OR chat_id IS NULL)
