-- Give the passages that say most of the wanted words, the rare ones counting most; with them, for each wanted word,
-- how many passages say it. A word is wanted from `lows` up to, not including, `highs`; of a very common one only the
-- latest passages are looked at.
-- Source: Robertson and Zaragoza 2009, The Probabilistic Relevance Framework: BM25 and Beyond, equation 3.15.
WITH hit AS MATERIALIZED (
    SELECT h.event_id, h.part, max(h.size) AS size, bit_or(1 << (q.place - 1)::int) AS said
    FROM unnest(%(lows)s::text[], %(highs)s::text[]) WITH ORDINALITY AS q (low, high, place)
    CROSS JOIN LATERAL (
        SELECT w.event_id, w.part, w.size FROM memory_word w
        WHERE w.person_id = %(person)s AND w.word >= q.low COLLATE "C" AND w.word < q.high COLLATE "C"
        ORDER BY w.word DESC, w.event_id DESC
        LIMIT %(common)s
    ) h
    GROUP BY h.event_id, h.part
), kind AS MATERIALIZED (
    SELECT said, count(*)::float8 AS passages FROM hit GROUP BY said
), word AS MATERIALIZED (
    SELECT i, coalesce(sum(kind.passages), 0) AS passages
    FROM generate_series(0, cardinality(%(lows)s::text[]) - 1) AS i LEFT JOIN kind ON kind.said & (1 << i) <> 0
    GROUP BY i
), worth AS MATERIALIZED (
    SELECT kind.said, sum(
        ln(1 + (greatest(%(known)s::float8 - word.passages, 0) + 0.5::float8) / (word.passages + 0.5::float8))
    ) AS weight
    FROM kind JOIN word ON kind.said & (1 << word.i) <> 0
    GROUP BY kind.said
), best AS MATERIALIZED (
    SELECT hit.event_id, hit.part,
        worth.weight / (1.84::float8 + 0.024::float8 * least(hit.size, 60)::float8) AS score
    FROM hit JOIN worth USING (said)
    ORDER BY score DESC, hit.event_id DESC
    LIMIT %(most)s
)
SELECT event_id, part::int AS part, ARRAY(SELECT passages FROM word ORDER BY i) AS counts
FROM best ORDER BY score DESC, event_id DESC
