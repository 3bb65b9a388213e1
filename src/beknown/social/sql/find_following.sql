-- A page of the posts of the person and of those they follow, replies and what they muted left out, the newest first.
SELECT author_id, id, handle, name, picture_id, text, shown_to, host_id, is_reply, parent_person_id, parent_id, root_person_id,
    root_id, made_at, edited_at, replies, reactions, my_reaction, is_saved, images
FROM post_card
WHERE NOT is_reply
  AND (author_id = %(person)s OR author_id IN (SELECT followed_people()))
  AND (%(before)s::uuid IS NULL OR id < %(before)s)
  AND NOT is_muted(author_id, id, root_person_id, root_id, text)
ORDER BY id DESC
LIMIT %(limit)s
