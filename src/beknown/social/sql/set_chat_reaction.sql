-- Set the person's one reaction to a message.
INSERT INTO chat_reaction (person_id, chat_id, seq, kind, made_at)
VALUES (%(person)s, %(chat)s, %(seq)s, %(kind)s, %(at)s)
ON CONFLICT (person_id, chat_id, seq) DO UPDATE SET kind = excluded.kind
