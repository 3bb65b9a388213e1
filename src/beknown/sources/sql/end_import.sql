-- End an import; one that ended stays as it ended.
UPDATE import SET state = %(state)s, error = %(error)s, questions = '[]', updated_at = now(), finished_at = now()
WHERE person_id = %(person)s AND id = %(id)s AND state IN ('queued', 'running', 'asking')
