-- Count one reading of each kind of data, by hour, in the person's access log. A transaction that has written nothing
-- else needn't wait until the disk has it: a power cut may cost the count of its last half second, and no data.
WITH relaxed AS MATERIALIZED (
    SELECT CASE WHEN pg_current_xact_id_if_assigned() IS NULL
        THEN set_config('synchronous_commit', 'off', true)
    END
)
INSERT INTO access_log (person_id, hour, purpose, kind, reads, last_at)
SELECT %(person)s, date_trunc('hour', now(), 'UTC'), %(purpose)s, kind, 1, now()
FROM relaxed CROSS JOIN unnest(%(kinds)s::text[]) AS kind
ORDER BY kind
ON CONFLICT (person_id, hour, purpose, kind) DO UPDATE
SET reads = access_log.reads + 1, last_at = now()
