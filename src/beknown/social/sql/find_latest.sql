-- A page of all posts that the person may see, replies, their own and what they muted left out, the newest first.
WITH page AS MATERIALIZED (
    SELECT k.author_id, k.id FROM post_card k
    WHERE NOT k.is_reply AND NOT k.is_muted AND k.author_id <> %(person)s
      AND (%(before)s::uuid IS NULL OR k.id < %(before)s)
    ORDER BY k.id DESC
    LIMIT %(limit)s
)
SELECT p.author_id, p.id, p.handle, p.name, p.picture_id, p.text, p.shown_to, p.host_id, p.is_reply,
    p.parent_person_id, p.parent_id, p.root_person_id, p.root_id, p.made_at, p.edited_at,
    p.replies, p.my_reaction, p.is_saved, p.reactions, p.images, p.marks,
    p.is_public, p.is_quote, p.quoted, p.reposts, p.quotes, p.is_reposted, p.link, p.video
FROM page
JOIN post_card p ON p.author_id = page.author_id AND p.id = page.id
ORDER BY p.id DESC
