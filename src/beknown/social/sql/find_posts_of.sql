-- A page of somebody's posts as the person may see them, the newest first.
SELECT author_id, id, handle, name, picture_id, text, shown_to, host_id, is_reply, parent_person_id, parent_id, root_person_id,
    root_id, made_at, edited_at, replies, reactions, my_reaction, is_saved, images, marks
FROM post_card
WHERE author_id = %(author)s AND (%(before)s::uuid IS NULL OR id < %(before)s)
ORDER BY id DESC
LIMIT %(limit)s
