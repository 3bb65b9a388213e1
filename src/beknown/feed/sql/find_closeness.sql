-- How much the person did with posts of each author, halved every 30 days: answering counts twice, opening half.
SELECT d.author_id, sum(d.weight * 0.5 ^ (extract(epoch FROM %(at)s - d.made_at) / 2592000.0))::float8 AS amount
FROM (
    SELECT r.post_person_id AS author_id, 1.0 AS weight, r.made_at FROM post_reaction r
    WHERE r.person_id = %(person)s AND r.made_at > %(since)s
    UNION ALL
    SELECT s.post_person_id, 1.5, s.made_at FROM post_saved s
    WHERE s.person_id = %(person)s AND s.made_at > %(since)s
    UNION ALL
    SELECT p.parent_person_id, 2.0, p.made_at FROM post p
    WHERE p.person_id = %(person)s AND p.is_reply AND p.parent_person_id IS NOT NULL AND p.made_at > %(since)s
      AND p.gone_at IS NULL
    UNION ALL
    SELECT i.author_id, 0.5, e.at FROM feed_deed e
    JOIN feed_impression i ON i.person_id = e.person_id AND i.run_id = e.run_id AND i.position = e.position
    WHERE e.person_id = %(person)s AND e.action = 'open' AND e.at > %(since)s AND i.author_id IS NOT NULL
) AS d
WHERE d.author_id <> %(person)s
GROUP BY d.author_id
