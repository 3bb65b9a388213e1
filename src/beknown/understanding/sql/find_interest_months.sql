-- Give how many events each topic had in each month.
SELECT interest_id, to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, count(*)::int AS events
FROM interest_evidence WHERE person_id = %(person)s AND occurred_at >= %(since)s
GROUP BY 1, 2 ORDER BY 1, 2
