-- A page of the direct replies to a post, what the person muted left out, the oldest first.
SELECT author_id, id, handle, name, picture_id, text, shown_to, host_id, is_reply, parent_person_id, parent_id, root_person_id,
    root_id, made_at, edited_at, replies, my_reaction, is_saved, reactions, images, marks, is_public, is_quote, quoted, reposts, quotes, is_reposted, link, video
FROM post_card
WHERE parent_person_id = %(author)s AND parent_id = %(id)s AND id > %(after)s
  AND NOT is_muted
ORDER BY id
LIMIT %(limit)s
