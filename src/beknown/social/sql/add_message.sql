-- Say something in a conversation.
INSERT INTO chat_message (chat_id, seq, person_id, id, text, sent_at, asks, is_ai, answers, cites)
VALUES (
    %(chat)s, %(seq)s, %(person)s, %(id)s, %(text)s, %(at)s, %(asks)s, %(is_ai)s, %(answers)s, %(cites)s::jsonb
)
