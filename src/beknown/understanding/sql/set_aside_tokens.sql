-- Count tokens for a day, where that leaves its sum within what may be spent; no row is touched otherwise.
INSERT INTO belief_spending AS s (person_id, day, tokens)
SELECT %(person)s, %(day)s::date, %(tokens)s::bigint WHERE %(tokens)s::bigint <= %(most)s::bigint
ON CONFLICT (person_id, day) DO UPDATE SET tokens = s.tokens + excluded.tokens
WHERE s.tokens + excluded.tokens <= %(most)s::bigint
