-- Note that the person put a post into a message; doing it twice changes nothing.
INSERT INTO post_passed_on (person_id, post_person_id, post_id, event_id, made_at)
VALUES (%(person)s, %(author)s, %(id)s, %(event)s, %(at)s)
ON CONFLICT DO NOTHING
