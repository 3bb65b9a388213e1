-- Say how the database is: versions, whether row security binds this role, unbound tables, workers, jobs.
SELECT
    current_setting('server_version') AS version,
    (SELECT extversion::text FROM pg_extension WHERE extname = 'vector') AS vector_version,
    (SELECT NOT (rolsuper OR rolbypassrls) FROM pg_roles WHERE rolname = current_user) AS is_bound,
    ARRAY(
        SELECT relname::text FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            AND NOT (relrowsecurity AND relforcerowsecurity)
        ORDER BY relname
    ) AS open_tables,
    pg_database_size(current_database()) AS size_bytes,
    (SELECT max(last_heartbeat) FROM jobs.procrastinate_workers) AS worker_seen_at,
    (SELECT count(*) FROM jobs.procrastinate_jobs WHERE status IN ('todo', 'doing')) AS waiting_jobs,
    (SELECT count(*) FROM jobs.procrastinate_jobs WHERE status = 'failed') AS failed_jobs
