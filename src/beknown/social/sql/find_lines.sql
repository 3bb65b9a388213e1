-- Messages by conversation and number, as the person may see them.
SELECT l.chat_id, l.seq, l.id, l.author_id, l.text, l.sent_at, l.edited_at, l.asks, l.is_ai, l.answers, l.cites,
    l.attached_kind, l.attached_of, l.attached_id, l.reply_to, l.reply_author_id, l.is_reply_to_ai, l.reply_text,
    l.reactions, l.images, l.voice, l.video
FROM unnest(%(chats)s::uuid[], %(seqs)s::bigint[]) AS wanted (chat_id, seq)
JOIN chat_line l ON l.chat_id = wanted.chat_id AND l.seq = wanted.seq
