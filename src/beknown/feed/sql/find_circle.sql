-- The newest posts that not everybody may see, of those whom the person follows and of those who have them on a list.
-- Those for followers and lists are found by an index of such posts alone; those of private people, whose posts for
-- everyone are for followers, only where there are such people.
WITH mine AS MATERIALIZED (
    SELECT f.id, f.id IN (SELECT private_people()) AS is_private
    FROM (SELECT followed_people() AS id UNION SELECT l.person_id FROM lists_with_me() l) AS f
), found AS (
    SELECT a.person_id, a.id
    FROM (
        SELECT n.person_id, n.id, row_number() OVER (PARTITION BY n.person_id ORDER BY n.id DESC) AS place
        FROM (
            SELECT c.person_id, c.id
            FROM mine
            CROSS JOIN LATERAL (
                SELECT p.person_id, p.id FROM post p
                WHERE p.person_id = mine.id AND p.shown_to <> 'everyone' AND NOT p.is_reply AND p.made_at > %(since)s
                ORDER BY p.id DESC
                LIMIT %(each)s
            ) AS c
            UNION ALL
            SELECT c.person_id, c.id
            FROM mine
            CROSS JOIN LATERAL (
                SELECT p.person_id, p.id FROM post p
                WHERE p.person_id = mine.id AND p.shown_to = 'everyone' AND NOT p.is_reply AND p.made_at > %(since)s
                ORDER BY p.id DESC
                LIMIT %(each)s
            ) AS c
            WHERE mine.is_private
        ) AS n
    ) AS a
    WHERE a.place <= %(each)s
    ORDER BY a.id DESC
    LIMIT %(most)s
)
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
FROM found f
JOIN post p ON p.person_id = f.person_id AND p.id = f.id
LEFT JOIN post_vector v ON v.person_id = p.person_id AND v.post_id = p.id
ORDER BY p.id DESC
