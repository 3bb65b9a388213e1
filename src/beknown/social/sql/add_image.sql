-- Keep a picture that waits to be posted.
INSERT INTO post_image (person_id, id, blob_id, width, height, made_at)
VALUES (%(person)s, %(id)s, %(blob)s, %(width)s, %(height)s, %(at)s)
