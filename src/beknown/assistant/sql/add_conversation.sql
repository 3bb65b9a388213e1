-- Begin a conversation.
INSERT INTO conversation (person_id, id, title, created_at, updated_at)
VALUES (%(person)s, %(id)s, %(title)s, %(now)s, %(now)s)
