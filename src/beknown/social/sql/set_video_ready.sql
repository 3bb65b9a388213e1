-- Note that a video is drawn anew; what came is no longer needed.
UPDATE video_work SET state = 'ready', percent = 100, source_id = NULL, blob_id = %(blob)s, poster_id = %(poster)s,
    width = %(width)s, height = %(height)s, length_ms = %(length_ms)s
WHERE person_id = %(person)s AND id = %(id)s AND state = 'works'
