-- Save a post; doing it twice changes nothing.
INSERT INTO post_saved (person_id, post_person_id, post_id, event_id, made_at)
VALUES (%(person)s, %(author)s, %(id)s, %(event)s, %(at)s)
ON CONFLICT DO NOTHING
