-- Messages that hold all of some words, without regard to case and accents, latest first.
SELECT l.chat_id, l.seq, l.id, l.author_id, l.text, l.sent_at, l.edited_at, l.asks, l.is_ai, l.answers, l.cites,
    l.attached_kind, l.attached_of, l.attached_id, l.reply_to, l.reply_author_id, l.is_reply_to_ai, l.reply_text,
    l.reactions, l.images, l.voice, l.video
FROM chat_member mine
JOIN chat_message m ON m.chat_id = mine.chat_id AND m.seq >= mine.first_seq
JOIN chat_line l ON l.chat_id = m.chat_id AND l.seq = m.seq
WHERE mine.person_id = %(person)s AND (%(chat)s::uuid IS NULL OR mine.chat_id = %(chat)s)
    AND NOT EXISTS (
        SELECT 1 FROM unnest(string_to_array(fold_text(%(words)s), ' ')) AS word WHERE position(word IN m.folded) = 0
    )
ORDER BY m.sent_at DESC, m.chat_id, m.seq DESC
LIMIT %(at_most)s
