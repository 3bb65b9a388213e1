-- Put a video that is ready into a message of the person's; it waits no more.
WITH taken AS (
    DELETE FROM video_work WHERE person_id = %(person)s AND id = %(id)s AND state = 'ready'
    RETURNING id, blob_id, poster_id, width, height, length_ms, captions, made_at
)
INSERT INTO chat_media (
    person_id, id, kind, chat_id, seq, blob_id, poster_id, alt, width, height, length_ms, captions, made_at
)
SELECT
    %(person)s, id, 'video', %(chat)s, %(seq)s, blob_id, poster_id, %(alt)s, width, height, length_ms, captions, made_at
FROM taken
