-- Give those who speak most in the log, the person left out; with part of a name only those whose name holds it.
SELECT speaker AS name, count(*) AS events FROM event
WHERE person_id = %(person)s AND NOT is_mine AND speaker IS NOT NULL AND speaker <> ''
  AND (%(part)s::text IS NULL OR speaker ILIKE %(part)s)
GROUP BY speaker ORDER BY 2 DESC, 1 LIMIT %(limit)s
