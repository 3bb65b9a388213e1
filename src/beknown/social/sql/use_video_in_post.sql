-- Put a video that is ready into a post of the person's; it waits no more.
WITH taken AS (
    DELETE FROM video_work WHERE person_id = %(person)s AND id = %(id)s AND state = 'ready'
    RETURNING id, blob_id, poster_id, width, height, length_ms, captions, made_at
)
INSERT INTO post_video (person_id, post_id, id, blob_id, poster_id, alt, width, height, length_ms, captions, made_at)
SELECT %(person)s, %(post)s, id, blob_id, poster_id, %(alt)s, width, height, length_ms, captions, made_at FROM taken
