-- Give how often each purpose read each kind of data, by day in a time zone, newest first.
SELECT (hour AT TIME ZONE %(zone)s)::date AS day, purpose, kind, sum(reads)::bigint AS reads, max(last_at) AS last_at
FROM access_log
WHERE person_id = %(person)s AND hour >= %(since)s
GROUP BY 1, 2, 3
ORDER BY 1 DESC, 2, 3
