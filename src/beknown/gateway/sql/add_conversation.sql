-- Begin a talk.
INSERT INTO api_conversation (person_id, id, key_id, is_personal, metadata, created_at)
VALUES (%(person)s, %(id)s, %(key)s, false, %(metadata)s, %(at)s)
