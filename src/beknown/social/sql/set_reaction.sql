-- Set the person's one reaction to a post.
INSERT INTO post_reaction (person_id, post_person_id, post_id, kind, event_id, made_at)
VALUES (%(person)s, %(author)s, %(id)s, %(kind)s, %(event)s, %(at)s)
