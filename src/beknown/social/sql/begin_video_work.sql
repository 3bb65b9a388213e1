-- Begin to draw a video anew, or begin once more; give what came.
UPDATE video_work SET state = 'works', percent = 0
WHERE person_id = %(person)s AND id = %(id)s AND state IN ('waits', 'works')
RETURNING source_id AS blob_id
