-- A page of what somebody posted and passed on, as the person may see it, the newest first. Each repost finds its post
-- by its key (OFFSET 0 keeps it so).
WITH page AS MATERIALIZED (
    (
        SELECT k.author_id, k.id, k.id AS entry_id, NULL::uuid AS reposter_id FROM post_card k
        WHERE k.author_id = %(author)s AND (%(before)s::uuid IS NULL OR k.id < %(before)s)
        ORDER BY k.id DESC
        LIMIT %(limit)s
    )
    UNION ALL
    (
        SELECT r.post_person_id, r.post_id, r.id, r.person_id
        FROM (
            SELECT o.person_id, o.id, o.post_person_id, o.post_id FROM post_repost o
            WHERE o.person_id = %(author)s AND (%(before)s::uuid IS NULL OR o.id < %(before)s)
            OFFSET 0
        ) AS r
        CROSS JOIN LATERAL (
            SELECT c.id FROM post_card c WHERE c.author_id = r.post_person_id AND c.id = r.post_id OFFSET 0
        ) AS k
        ORDER BY r.id DESC
        LIMIT %(limit)s
    )
    ORDER BY entry_id DESC
    LIMIT %(limit)s
)
SELECT p.author_id, p.id, p.handle, p.name, p.picture_id, p.text, p.shown_to, p.host_id, p.is_reply,
    p.parent_person_id, p.parent_id, p.root_person_id, p.root_id, p.made_at, p.edited_at,
    p.replies, p.my_reaction, p.is_saved, p.reactions, p.images, p.marks,
    p.is_public, p.is_quote, p.quoted, p.reposts, p.quotes, p.is_reposted, p.link, p.video,
    page.entry_id, page.reposter_id, a.handle AS reposter_handle, a.name AS reposter_name,
    a.picture_id AS reposter_picture_id
FROM page
JOIN post_card p ON p.author_id = page.author_id AND p.id = page.id
LEFT JOIN profile a ON a.person_id = page.reposter_id
ORDER BY page.entry_id DESC
