-- A page of the posts of the person and of those they follow, replies and what they muted left out, the newest first.
-- The newest of each author come by the index; only those of the page are read whole.
WITH page AS MATERIALIZED (
    SELECT c.author_id, c.id
    FROM (SELECT %(person)s::uuid AS id UNION SELECT followed_people()) AS f
    CROSS JOIN LATERAL (
        SELECT k.author_id, k.id FROM post_card k
        WHERE k.author_id = f.id AND NOT k.is_reply AND NOT k.is_muted
          AND (%(before)s::uuid IS NULL OR k.id < %(before)s)
        ORDER BY k.id DESC
        LIMIT %(limit)s
    ) AS c
    ORDER BY c.id DESC
    LIMIT %(limit)s
)
SELECT p.author_id, p.id, p.handle, p.name, p.picture_id, p.text, p.shown_to, p.host_id, p.is_reply,
    p.parent_person_id, p.parent_id, p.root_person_id, p.root_id, p.made_at, p.edited_at,
    p.replies, p.reactions, p.my_reaction, p.is_saved, p.images, p.marks
FROM page
JOIN post_card p ON p.author_id = page.author_id AND p.id = page.id
ORDER BY p.id DESC
