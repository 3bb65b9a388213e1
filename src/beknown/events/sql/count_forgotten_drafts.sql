-- Count the drafts that the person has forgotten before.
SELECT count(*) AS number
FROM unnest(%(source_id)s::uuid[], %(key)s::text[]) AS d (source_id, key)
JOIN source s ON s.person_id = %(person)s AND s.id = d.source_id
JOIN forgetting g ON g.person_id = s.person_id
JOIN forgotten f ON f.person_id = g.person_id AND f.mark = forget_mark(g.secret, s.kind, s.account, d.key)
