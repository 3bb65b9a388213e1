-- How it stands with a video of the person that isn't posted or sent yet; how many captions it has.
SELECT id, state, percent, reason, width, height, length_ms, regexp_count(captions, ' --> ') AS captions
FROM video_work
WHERE person_id = %(person)s AND id = %(id)s
