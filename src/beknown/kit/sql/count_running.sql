-- Count the jobs of one kind that are being done, by whichever worker, whoever's they are.
SELECT count(*) AS waiting FROM jobs.procrastinate_jobs WHERE task_name = %(name)s AND status = 'doing'
