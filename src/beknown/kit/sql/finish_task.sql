-- End a task.
UPDATE task SET state = %(state)s, error = %(error)s, updated_at = now(), finished_at = now()
WHERE person_id = %(person)s AND id = %(id)s AND state IN ('queued', 'running')
