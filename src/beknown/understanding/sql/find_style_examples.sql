-- Give some of the latest texts that bear a mark.
SELECT v.id, left(v.text, 200) AS text, v.occurred_at
FROM style_observation o JOIN event v ON v.person_id = o.person_id AND v.id = o.event_id
WHERE o.person_id = %(person)s AND o.marks @> ARRAY[%(mark)s]
ORDER BY v.occurred_at DESC NULLS LAST, v.id DESC
LIMIT %(most)s
