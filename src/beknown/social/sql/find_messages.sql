-- A page of what was said in a conversation before a place in it, latest first.
SELECT chat_id, seq, id, author_id, text, sent_at, edited_at, asks, is_ai, answers, cites, attached_kind, attached_of,
    attached_id, reply_to, reply_author_id, is_reply_to_ai, reply_text, reactions, images, voice, video
FROM chat_line
WHERE chat_id = %(chat)s AND seq < coalesce(%(before)s::bigint, 9223372036854775807)
ORDER BY seq DESC
LIMIT %(at_most)s
