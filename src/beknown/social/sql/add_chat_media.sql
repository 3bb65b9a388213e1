-- Keep a picture that waits to be sent.
INSERT INTO chat_media (person_id, id, blob_id, width, height, made_at)
VALUES (%(person)s, %(id)s, %(blob)s, %(width)s, %(height)s, %(at)s)
