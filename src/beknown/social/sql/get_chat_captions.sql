-- The captions of a video in a message for the person; not once that is gone.
SELECT captions FROM chat_media
WHERE person_id = %(author)s AND id = %(id)s AND kind = 'video' AND captions <> '' AND seq IS NOT NULL
