-- Where the picture is of a video that is ready and isn't posted or sent yet.
SELECT poster_id AS blob_id FROM video_work WHERE person_id = %(person)s AND id = %(id)s AND state = 'ready'
