-- Of which kinds the person wants less and how often they said so, the latest wish first.
SELECT kind, count(*)::int AS times, max(made_at) AS last_at FROM feed_less_made
WHERE person_id = %(person)s
GROUP BY kind
ORDER BY last_at DESC, kind
