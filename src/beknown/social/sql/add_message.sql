-- Say something in a conversation.
INSERT INTO chat_message (
    chat_id, seq, person_id, id, text, folded, sent_at, asks, is_ai, answers, cites, attached_kind, attached_of,
    attached_id, reply_to
)
VALUES (
    %(chat)s, %(seq)s, %(person)s, %(id)s, %(text)s, fold_text(%(text)s), %(at)s, %(asks)s, %(is_ai)s, %(answers)s,
    %(cites)s::jsonb, %(attached_kind)s, %(attached_of)s, %(attached_id)s, %(reply_to)s
)
