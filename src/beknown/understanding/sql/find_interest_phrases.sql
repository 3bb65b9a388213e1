-- Give all phrases of a topic, those of most events first.
SELECT p.phrase
FROM interest_evidence e CROSS JOIN LATERAL unnest(e.phrases) AS p (phrase)
WHERE e.person_id = %(person)s AND e.interest_id = %(id)s
GROUP BY p.phrase
ORDER BY count(*) DESC, p.phrase COLLATE "C"
