-- Pass a post on that is for everybody.
INSERT INTO post_repost (person_id, id, post_person_id, post_id, event_id, made_at)
VALUES (%(person)s, %(repost)s, %(author)s, %(id)s, %(event)s, %(at)s)
