-- Note that the person wants less of what is like a post.
INSERT INTO feed_less (person_id, id, author_id, post_id, event_id, made_at)
VALUES (%(person)s, %(id)s, %(author)s, %(post)s, %(event)s, %(at)s)
