-- Delete a video that isn't posted or sent yet.
DELETE FROM video_work WHERE person_id = %(person)s AND id = %(id)s
