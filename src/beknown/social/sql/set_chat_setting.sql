-- Say whether the person shows that they have read, and that they are typing.
INSERT INTO chat_setting (person_id, shows_read, shows_typing) VALUES (%(person)s, %(read)s, %(typing)s)
ON CONFLICT (person_id) DO UPDATE SET shows_read = excluded.shows_read, shows_typing = excluded.shows_typing
