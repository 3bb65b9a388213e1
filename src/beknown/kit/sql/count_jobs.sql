-- Count the jobs of one kind that wait and that run now, whoever's they are.
SELECT count(*) FILTER (WHERE status = 'todo') AS waiting, count(*) FILTER (WHERE status = 'doing') AS running
FROM procrastinate_jobs
WHERE task_name = %(name)s AND status IN ('todo', 'doing')
