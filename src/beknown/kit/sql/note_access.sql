-- Count one reading of each kind of data, by hour, in the person's access log.
INSERT INTO access_log (person_id, hour, purpose, kind, reads, last_at)
SELECT %(person)s, date_trunc('hour', now(), 'UTC'), %(purpose)s, kind, 1, now()
FROM unnest(%(kinds)s::text[]) AS kind
ORDER BY kind
ON CONFLICT (person_id, hour, purpose, kind) DO UPDATE
SET reads = access_log.reads + 1, last_at = now()
