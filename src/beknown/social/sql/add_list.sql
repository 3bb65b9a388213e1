-- Make a list of people.
INSERT INTO people_list (person_id, id, name, is_close, made_at) VALUES (%(person)s, %(id)s, %(name)s, %(is_close)s, %(at)s)
