-- Give the newest tasks.
SELECT id, kind, ref, state, done, total, error, created_at, updated_at, finished_at FROM task
WHERE person_id = %(person)s ORDER BY created_at DESC LIMIT %(limit)s
