-- Which sources the person wants less of and how often they said so, the latest wish first.
SELECT follow_id, count(*)::int AS times, max(made_at) AS last_at FROM feed_less_source
WHERE person_id = %(person)s
GROUP BY follow_id
ORDER BY last_at DESC, follow_id
LIMIT %(most)s
