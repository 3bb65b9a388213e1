-- Keep a picture or a voice note that waits to be sent.
INSERT INTO chat_media (person_id, id, blob_id, kind, width, height, length_ms, made_at)
VALUES (%(person)s, %(id)s, %(blob)s, %(kind)s, %(width)s, %(height)s, %(length_ms)s, %(at)s)
