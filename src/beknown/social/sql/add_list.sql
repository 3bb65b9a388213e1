-- Make a list of people; there is one for a group.
INSERT INTO people_list (person_id, id, name, is_close, chat_id, made_at)
VALUES (%(person)s, %(id)s, %(name)s, %(is_close)s, %(group)s, %(at)s)
ON CONFLICT (person_id, chat_id) WHERE chat_id IS NOT NULL DO NOTHING
