-- Note that a video can't be drawn anew, and why; what came is no longer needed.
UPDATE video_work SET state = 'failed', reason = %(reason)s, source_id = NULL
WHERE person_id = %(person)s AND id = %(id)s AND state IN ('waits', 'works')
