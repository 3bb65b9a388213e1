-- Count the jobs of one kind that wait or are being done, whoever's they are.
SELECT count(*) AS waiting FROM jobs.procrastinate_jobs WHERE task_name = %(name)s AND status IN ('todo', 'doing')
