-- Keep the captions of a video that is ready and isn't posted or sent yet.
UPDATE video_work SET captions = %(captions)s WHERE person_id = %(person)s AND id = %(id)s AND state = 'ready'
