-- One post as the person may see it.
SELECT author_id, id, handle, name, picture_id, text, shown_to, host_id, is_reply, parent_person_id, parent_id, root_person_id,
    root_id, made_at, edited_at, replies, my_reaction, is_saved, reactions, images, marks, is_public, is_quote, quoted, reposts, quotes, is_reposted, link, video
FROM post_card WHERE author_id = %(author)s AND id = %(id)s
