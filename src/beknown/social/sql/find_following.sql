-- A page of what the person and those they follow post and pass on, replies and what they muted left out, the newest first.
-- The newest of each author come by the index, and each repost finds its post by its key (OFFSET 0 keeps it so); only
-- those of the page are read whole. What somebody who is followed posted isn't there a second time because it was passed
-- on; of several who passed it on, the last one counts.
WITH followed AS MATERIALIZED (
    SELECT %(person)s::uuid AS id UNION SELECT followed_people()
), page AS MATERIALIZED (
    SELECT c.author_id, c.id, c.entry_id, c.reposter_id
    FROM followed AS f
    CROSS JOIN LATERAL (
        (
            SELECT k.author_id, k.id, k.id AS entry_id, NULL::uuid AS reposter_id FROM post_card k
            WHERE k.author_id = f.id AND NOT k.is_reply AND NOT k.is_muted
              AND (%(before)s::uuid IS NULL OR k.id < %(before)s)
            ORDER BY k.id DESC
            LIMIT %(limit)s
        )
        UNION ALL
        (
            SELECT r.post_person_id, r.post_id, r.id, r.person_id
            FROM (
                SELECT o.person_id, o.id, o.post_person_id, o.post_id FROM post_repost o
                WHERE o.person_id = f.id AND (%(before)s::uuid IS NULL OR o.id < %(before)s)
                  AND o.person_id NOT IN (SELECT m.muted_id FROM people_mute m WHERE m.kind = 'person')
                OFFSET 0
            ) AS r
            CROSS JOIN LATERAL (
                SELECT c.is_reply FROM post_card c
                WHERE c.author_id = r.post_person_id AND c.id = r.post_id AND NOT c.is_muted
                OFFSET 0
            ) AS k
            WHERE (k.is_reply OR r.post_person_id NOT IN (SELECT id FROM followed))
              AND NOT EXISTS (
                  SELECT 1 FROM post_repost l
                  WHERE l.post_person_id = r.post_person_id AND l.post_id = r.post_id AND l.id > r.id
                    AND l.person_id IN (SELECT id FROM followed)
              )
            ORDER BY r.id DESC
            LIMIT %(limit)s
        )
    ) AS c
    ORDER BY c.entry_id DESC
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
