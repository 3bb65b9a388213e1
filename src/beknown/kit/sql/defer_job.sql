-- Put a job on its queue, unless one with the same key waits already. One statement instead of the library's function,
-- which raises where a key waits: that would want a savepoint around each, three more round trips.
INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, scheduled_at)
VALUES (%(queue)s, %(name)s, %(lock)s, %(once)s, %(arguments)s::jsonb, %(at)s)
ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING
