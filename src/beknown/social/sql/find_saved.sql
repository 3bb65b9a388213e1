-- A page of the posts that the person saved and still may see, the newest first.
SELECT p.author_id, p.id, p.handle, p.name, p.picture_id, p.text, p.shown_to, p.host_id, p.is_reply,
    p.parent_person_id, p.parent_id, p.root_person_id, p.root_id, p.made_at, p.edited_at,
    p.replies, p.my_reaction, p.is_saved, p.reactions, p.images, p.marks,
    p.is_public, p.is_quote, p.quoted, p.reposts, p.quotes, p.is_reposted, p.link, p.video
FROM post_saved s
JOIN post_card p ON p.author_id = s.post_person_id AND p.id = s.post_id
WHERE s.person_id = %(person)s AND (%(before)s::uuid IS NULL OR p.id < %(before)s)
ORDER BY p.id DESC
LIMIT %(limit)s
