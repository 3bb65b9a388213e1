-- Named posts as the person may see them, those they muted left out, in no order.
SELECT p.author_id, p.id, p.handle, p.name, p.picture_id, p.text, p.shown_to, p.host_id, p.is_reply,
    p.parent_person_id, p.parent_id, p.root_person_id, p.root_id, p.made_at, p.edited_at,
    p.replies, p.my_reaction, p.is_saved, p.reactions, p.images, p.marks,
    p.is_public, p.is_quote, p.quoted, p.reposts, p.quotes, p.is_reposted, p.link, p.video
FROM unnest(%(authors)s::uuid[], %(ids)s::uuid[]) AS d (author_id, id)
JOIN post_card p ON p.author_id = d.author_id AND p.id = d.id
WHERE NOT p.is_muted
