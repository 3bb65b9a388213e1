-- Count the jobs of one kind that wait, whoever's they are.
SELECT count(*) AS waiting FROM jobs.procrastinate_jobs WHERE task_name = %(name)s AND status = 'todo'
