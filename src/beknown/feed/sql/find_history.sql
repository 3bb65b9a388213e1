-- What the person did last with posts, each once, at its first time, the latest first.
SELECT d.id, min(d.at) AS at
FROM (
    (
        SELECT r.post_id AS id, r.made_at AS at FROM post_reaction r
        WHERE r.person_id = %(person)s AND r.kind <> 'sad' ORDER BY r.made_at DESC LIMIT %(most)s
    )
    UNION ALL
    (
        SELECT s.post_id, s.made_at FROM post_saved s
        WHERE s.person_id = %(person)s ORDER BY s.made_at DESC LIMIT %(most)s
    )
    UNION ALL
    (
        SELECT p.root_id, p.made_at FROM post p
        WHERE p.person_id = %(person)s AND p.is_reply AND p.root_id IS NOT NULL AND p.gone_at IS NULL
        ORDER BY p.id DESC LIMIT %(most)s
    )
    UNION ALL
    (
        SELECT i.item_id, e.at FROM feed_deed e
        JOIN feed_impression i ON i.person_id = e.person_id AND i.run_id = e.run_id AND i.position = e.position
        WHERE e.person_id = %(person)s AND e.action IN ('open', 'share') AND i.kind = 'post'
        ORDER BY e.at DESC LIMIT %(most)s
    )
) AS d
GROUP BY d.id
ORDER BY min(d.at) DESC
LIMIT %(most)s
