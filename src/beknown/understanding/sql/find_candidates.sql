-- Give what may answer a question: the passages that say most of its words, those nearest in meaning, those of the
-- time it names; the best of them with their neighbours in the same conversation (up to `reach` before and after, at
-- most six hours apart), each with what it is ranked by. `middles` numbers the chosen ones that an event stands beside
-- or is, `own` is its own number if it was chosen; the first row alone carries `counts`: how many passages say each
-- word. A word is wanted from `lows` up to, not including, `highs`; of a very common one the latest passages count.
-- Sources: Robertson and Zaragoza 2009, The Probabilistic Relevance Framework: BM25 and Beyond, equation 3.15;
-- Cormack, Clarke and Buettcher 2009, Reciprocal Rank Fusion Outperforms Condorcet.
WITH hit AS MATERIALIZED (
    SELECT h.event_id, h.part, max(h.size)::int AS size, bit_or(1 << (q.place - 1)::int) AS said
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
), by_words AS (
    SELECT event_id, row_number() OVER () AS place FROM (
        SELECT hit.event_id FROM hit JOIN worth USING (said)
        ORDER BY worth.weight / (1.84::float8 + 0.024::float8 * least(hit.size, 60)::float8) DESC, hit.event_id DESC
        LIMIT %(most)s
    ) AS best
), sign AS MATERIALIZED (
    SELECT event_id, part FROM memory_sign
    WHERE person_id = %(person)s AND space = %(space)s AND %(vector)s::halfvec IS NOT NULL
    ORDER BY bits <~> (
        SELECT binary_quantize(%(vector)s::halfvec - centre) FROM memory_centre
        WHERE person_id = %(person)s AND space = %(space)s
    )
    LIMIT %(looked_at)s
), by_vector AS (
    SELECT event_id, row_number() OVER () AS place FROM (
        SELECT v.event_id FROM sign
        JOIN memory_vector v ON v.person_id = %(person)s AND v.event_id = sign.event_id AND v.part = sign.part
        WHERE v.space = %(space)s
        ORDER BY v.vector <#> %(vector)s::halfvec
        LIMIT %(most)s
    ) AS best
), by_time AS (
    SELECT event_id, row_number() OVER () AS place FROM (
        SELECT event_id FROM memory
        WHERE person_id = %(person)s AND part = 0 AND occurred_at >= %(since)s AND occurred_at < %(until)s
        ORDER BY occurred_at DESC, event_id DESC
        LIMIT %(most)s
    ) AS latest
), chosen AS MATERIALIZED (
    SELECT event_id, row_number() OVER () AS middle FROM (
        SELECT event_id FROM (
            SELECT * FROM by_words UNION ALL SELECT * FROM by_vector UNION ALL SELECT * FROM by_time
        ) AS ways
        GROUP BY event_id
        ORDER BY sum(1 / (9 + place)::float8) DESC, event_id DESC
        LIMIT %(most)s
    ) AS best
), middle AS MATERIALIZED (
    SELECT c.middle, e.id, e.source_id, e.thread, e.occurred_at
    FROM chosen c JOIN event e ON e.person_id = %(person)s AND e.id = c.event_id
), near AS MATERIALIZED (
    SELECT m.middle, m.middle AS own, m.id FROM middle m
    UNION ALL
    SELECT m.middle, NULL, n.id FROM middle m CROSS JOIN LATERAL (
        SELECT e.id FROM event e
        WHERE e.person_id = %(person)s AND e.source_id = m.source_id AND e.thread = m.thread
          AND (e.occurred_at, e.id) < (m.occurred_at, m.id) AND e.occurred_at > m.occurred_at - interval '6 hours'
        ORDER BY e.occurred_at DESC, e.id DESC LIMIT %(reach)s
    ) n
    UNION ALL
    SELECT m.middle, NULL, n.id FROM middle m CROSS JOIN LATERAL (
        SELECT e.id FROM event e
        WHERE e.person_id = %(person)s AND e.source_id = m.source_id AND e.thread = m.thread
          AND (e.occurred_at, e.id) > (m.occurred_at, m.id) AND e.occurred_at < m.occurred_at + interval '6 hours'
        ORDER BY e.occurred_at, e.id LIMIT %(reach)s
    ) n
), candidate AS MATERIALIZED (
    SELECT id, array_agg(middle)::int[] AS middles, max(own)::int AS own FROM near GROUP BY id
), said AS (
    SELECT DISTINCT ON (hit.event_id) hit.event_id, hit.part, hit.size, hit.said
    FROM hit JOIN candidate ON candidate.id = hit.event_id JOIN worth USING (said)
    ORDER BY hit.event_id, worth.weight DESC, hit.part
)
SELECT c.id AS event_id, c.middles, c.own, e.speaker, e.occurred_at, coalesce(said.part, 0)::int AS part,
    coalesce(said.said, 0) AS said, coalesce(said.size, 0) AS size, v.cosine, coalesce(v.part, 0)::int AS near_part,
    CASE WHEN row_number() OVER () = 1 THEN ARRAY(SELECT passages FROM word ORDER BY i) END AS counts
FROM candidate c
JOIN event e ON e.person_id = %(person)s AND e.id = c.id
LEFT JOIN said ON said.event_id = c.id
LEFT JOIN LATERAL (
    SELECT n.part, -(n.vector <#> %(vector)s::halfvec) AS cosine
    FROM memory_vector n
    WHERE n.person_id = %(person)s AND n.event_id = c.id AND n.space = %(space)s
    ORDER BY n.vector <#> %(vector)s::halfvec LIMIT 1
) v ON true
