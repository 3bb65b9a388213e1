-- Allow @beknown to know something in a conversation; doing it twice changes nothing.
INSERT INTO chat_share (person_id, id, chat_id, belief_id, text, shared_at)
VALUES (%(person)s, %(id)s, %(chat)s, %(belief)s, %(text)s, %(at)s)
ON CONFLICT DO NOTHING
