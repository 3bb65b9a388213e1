-- Note how much of a video is drawn anew.
UPDATE video_work SET percent = %(percent)s WHERE person_id = %(person)s AND id = %(id)s AND state = 'works'
