-- Count the videos of the person that are yet to be drawn anew.
SELECT count(*) AS number FROM video_work WHERE person_id = %(person)s AND state IN ('waits', 'works')
