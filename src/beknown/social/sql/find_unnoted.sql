-- What was said in a conversation that isn't in the person's log yet, in order; whose it is comes with its name.
SELECT m.chat_id, m.seq, m.id, m.person_id AS author_id, m.text, m.sent_at
FROM chat_member mine
JOIN chat_message m ON m.chat_id = mine.chat_id AND m.seq > mine.noted_seq AND m.seq >= mine.first_seq
WHERE mine.person_id = %(person)s AND mine.chat_id = %(chat)s
ORDER BY m.seq
LIMIT %(at_most)s
