-- The newest posts that not everybody may see, of those whom the person follows and of those who have them on a list.
SELECT c.author_id, c.id, c.made_at, c.letters, c.has_image, c.space, c.vector, c.likes, c.replies, c.deeds_at
FROM (SELECT followed_people() AS id UNION SELECT l.person_id FROM lists_with_me() l) AS f
CROSS JOIN LATERAL (
    SELECT p.person_id AS author_id, p.id, p.made_at, length(p.text) AS letters,
        EXISTS (SELECT 1 FROM post_image i WHERE i.person_id = p.person_id AND i.post_id = p.id) AS has_image,
        v.space, halfvec_send(v.vector) AS vector,
        (SELECT count(*) FROM post_reaction r WHERE r.post_person_id = p.person_id AND r.post_id = p.id) AS likes,
        (
            SELECT count(*) FROM post a
            WHERE a.root_person_id = p.person_id AND a.root_id = p.id AND a.gone_at IS NULL
        ) AS replies,
        ARRAY(
            SELECT r.made_at FROM post_reaction r
            WHERE r.post_person_id = p.person_id AND r.post_id = p.id ORDER BY r.made_at DESC LIMIT 50
        ) AS deeds_at
    FROM post p
    LEFT JOIN post_vector v ON v.person_id = p.person_id AND v.post_id = p.id
    WHERE p.person_id = f.id AND NOT p.is_reply AND p.made_at > %(since)s
      AND (p.shown_to <> 'everyone' OR p.person_id IN (SELECT private_people()))
    ORDER BY p.id DESC
    LIMIT %(each)s
) AS c
ORDER BY c.id DESC
LIMIT %(most)s
