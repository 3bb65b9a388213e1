-- Say which events a topic stands on: those that hold one of its phrases, at most so many of the latest.
INSERT INTO interest_evidence
    (person_id, interest_id, event_id, source_id, kind, occurred_at, weight, half_life_days, phrases, words, purposes)
SELECT s.person_id, %(interest)s, s.event_id, s.source_id, s.kind, s.occurred_at, s.weight, s.half_life_days,
    hit.phrases, hit.words,
    ARRAY(SELECT unnest(s.purposes) INTERSECT SELECT unnest(%(purposes)s::text[]) ORDER BY 1)
FROM interest_signal s
CROSS JOIN LATERAL (
    SELECT array_agg(p.phrase ORDER BY p.place) AS phrases, array_agg(p.words ORDER BY p.place) AS words
    FROM unnest(s.phrases, s.words) WITH ORDINALITY AS p (phrase, words, place)
    WHERE p.phrase = ANY (%(phrases)s)
) hit
WHERE s.person_id = %(person)s AND s.phrases && %(phrases)s AND hit.phrases IS NOT NULL
ORDER BY s.occurred_at DESC, s.event_id DESC
LIMIT %(most)s
