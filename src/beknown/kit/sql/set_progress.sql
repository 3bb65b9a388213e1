-- Note progress; a task that ended stays ended.
UPDATE task SET state = 'running', done = %(done)s, total = coalesce(%(total)s, total), updated_at = now()
WHERE person_id = %(person)s AND id = %(id)s AND state IN ('queued', 'running')
