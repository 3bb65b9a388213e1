-- Take an import up, for the first time or again; no row where it was cancelled, is done or waits for an answer.
UPDATE import SET state = 'running', error = NULL, finished_at = NULL, updated_at = now()
WHERE person_id = %(person)s AND id = %(id)s AND state IN ('queued', 'running', 'failed')
