-- Give the passages that say most of the wanted words, the rare ones counting most; with them, for each of the
-- wanted words, how many passages say it. `said` has bit i set where the passage says word i.
-- Source: Robertson and Zaragoza 2009, The Probabilistic Relevance Framework: BM25 and Beyond, equation 3.15.
WITH hit AS MATERIALIZED (
    SELECT event_id, part, size, occurred_at,
        coalesce((words @@ %(w0)s::tsquery)::int, 0) + coalesce((words @@ %(w1)s::tsquery)::int << 1, 0)
        + coalesce((words @@ %(w2)s::tsquery)::int << 2, 0) + coalesce((words @@ %(w3)s::tsquery)::int << 3, 0)
        + coalesce((words @@ %(w4)s::tsquery)::int << 4, 0) + coalesce((words @@ %(w5)s::tsquery)::int << 5, 0)
        + coalesce((words @@ %(w6)s::tsquery)::int << 6, 0) + coalesce((words @@ %(w7)s::tsquery)::int << 7, 0)
        + coalesce((words @@ %(w8)s::tsquery)::int << 8, 0) + coalesce((words @@ %(w9)s::tsquery)::int << 9, 0)
        + coalesce((words @@ %(w10)s::tsquery)::int << 10, 0)
        + coalesce((words @@ %(w11)s::tsquery)::int << 11, 0) AS said
    FROM memory
    WHERE person_id = %(person)s AND words @@ %(any)s::tsquery
), kind AS MATERIALIZED (
    SELECT said, count(*) AS passages FROM hit GROUP BY said
), known AS MATERIALIZED (
    SELECT greatest(count(*), 1)::float8 AS passages FROM memory WHERE person_id = %(person)s
), word AS MATERIALIZED (
    SELECT i, sum(coalesce(kind.passages, 0))::float8 AS passages
    FROM generate_series(0, 11) AS i LEFT JOIN kind ON kind.said & (1 << i) <> 0
    GROUP BY i
), worth AS (
    SELECT kind.said,
        sum(ln(1 + (known.passages - word.passages + 0.5) / (word.passages + 0.5))) AS weight
    FROM kind JOIN word ON kind.said & (1 << word.i) <> 0 CROSS JOIN known
    GROUP BY kind.said
)
SELECT hit.event_id, hit.part, known.passages AS known,
    ARRAY(SELECT word.passages FROM word ORDER BY i) AS counts
FROM hit JOIN worth USING (said) CROSS JOIN known
ORDER BY worth.weight * 2.2 / (1 + 1.2 * (0.7 + 0.3 * least(hit.size, 60) / 15))
    * CASE WHEN hit.occurred_at >= %(since)s AND hit.occurred_at < %(until)s THEN 1.5 ELSE 1 END DESC,
    hit.occurred_at DESC NULLS LAST, hit.event_id
LIMIT %(most)s
