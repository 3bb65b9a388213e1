-- Where the bytes of a picture in a message are that the person may see; not of one whose message is gone.
SELECT blob_id FROM chat_media
WHERE person_id = %(author)s AND id = %(id)s AND (seq IS NOT NULL OR chat_id IS NULL)
