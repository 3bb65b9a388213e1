-- What the person liked, saved or answered lately, the latest first, with what it means where that is known.
SELECT d.author_id, d.id, max(d.made_at) AS made_at, v.space, halfvec_send(v.vector) AS vector
FROM (
    (
        SELECT r.post_person_id AS author_id, r.post_id AS id, r.made_at FROM post_reaction r
        WHERE r.person_id = %(person)s AND r.kind <> 'sad' ORDER BY r.made_at DESC LIMIT %(most)s
    )
    UNION ALL
    (
        SELECT s.post_person_id, s.post_id, s.made_at FROM post_saved s
        WHERE s.person_id = %(person)s ORDER BY s.made_at DESC LIMIT %(most)s
    )
    UNION ALL
    (
        SELECT p.root_person_id, p.root_id, p.made_at FROM post p
        WHERE p.person_id = %(person)s AND p.is_reply AND p.root_id IS NOT NULL AND p.root_person_id <> %(person)s
          AND p.gone_at IS NULL
        ORDER BY p.id DESC LIMIT %(most)s
    )
) AS d
LEFT JOIN post_vector v ON v.person_id = d.author_id AND v.post_id = d.id
GROUP BY d.author_id, d.id, v.space, v.vector
ORDER BY max(d.made_at) DESC
LIMIT %(most)s
