-- How it stands with a video of the person that isn't posted or sent yet.
SELECT id, state, percent, reason, width, height, length_ms FROM video_work
WHERE person_id = %(person)s AND id = %(id)s
