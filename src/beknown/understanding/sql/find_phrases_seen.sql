-- Give how often each phrase was seen, by kind of signal: the most frequent ones that were seen more than once, and
-- those of the strong kinds.
WITH phrase AS (
    SELECT p.phrase, s.kind, s.weight, (s.occurred_at AT TIME ZONE 'UTC')::date AS day
    FROM interest_signal s CROSS JOIN LATERAL unnest(s.phrases) AS p (phrase)
    WHERE s.person_id = %(person)s
), chosen AS (
    SELECT phrase FROM phrase
    GROUP BY phrase HAVING count(*) > 1 OR bool_or(kind = ANY (%(strong)s))
    ORDER BY sum(weight::numeric) DESC, phrase COLLATE "C"
    LIMIT %(most)s
)
SELECT phrase, kind, count(*)::int AS events, count(DISTINCT day)::int AS days,
    sum(weight::numeric)::float8 AS weight
FROM phrase JOIN chosen USING (phrase)
GROUP BY phrase, kind
ORDER BY phrase COLLATE "C", kind COLLATE "C"
