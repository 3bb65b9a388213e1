-- What people said in a conversation that isn't in the person's log yet, in order; answers by AI are none of it.
SELECT l.chat_id, l.seq, l.id, l.author_id, l.text, l.sent_at, l.edited_at, l.asks, l.is_ai, l.answers, l.cites,
    l.attached_kind, l.attached_of, l.attached_id, l.reply_to, l.reply_author_id, l.is_reply_to_ai, l.reply_text,
    l.reactions, l.images, l.voice, l.video
FROM chat_member mine
JOIN chat_line l ON l.chat_id = mine.chat_id AND l.seq > mine.noted_seq AND l.seq >= mine.first_seq
WHERE mine.person_id = %(person)s AND mine.chat_id = %(chat)s AND NOT l.is_ai
  AND (l.text <> '' OR l.images <> '[]' OR l.voice IS NOT NULL OR l.video IS NOT NULL)
ORDER BY l.seq
LIMIT %(at_most)s
