-- Find a message of the person by the id that they gave it.
SELECT chat_id, seq, id, author_id, text, sent_at, edited_at, asks, is_ai, answers, cites, attached_kind, attached_of,
    attached_id, reply_to, reply_author_id, is_reply_to_ai, reply_text, reactions, images, voice, video
FROM chat_line
WHERE author_id = %(person)s AND id = %(id)s
