-- Give the events that hold each of these phrases.
SELECT p.phrase, array_agg(s.event_id) AS events
FROM interest_signal s CROSS JOIN LATERAL unnest(s.phrases) AS p (phrase)
WHERE s.person_id = %(person)s AND p.phrase = ANY (%(phrases)s)
GROUP BY p.phrase
