-- Put a job on its queue, unless one with the same key waits already. One statement instead of the library's function,
-- which raises where a key waits: that would want a savepoint around each, three more round trips.
-- Gives the time for which the job with this key waits, be it this one or the one before.
WITH added AS (
    INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, scheduled_at)
    VALUES (%(queue)s, %(name)s, %(lock)s, %(once)s, %(arguments)s::jsonb, %(at)s)
    ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING
    RETURNING scheduled_at
)
SELECT a.scheduled_at AS at FROM added a
UNION ALL
SELECT w.scheduled_at FROM jobs.procrastinate_jobs w
WHERE w.queueing_lock = %(once)s AND w.status = 'todo' AND NOT EXISTS (SELECT 1 FROM added)
