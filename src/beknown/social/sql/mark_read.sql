-- Note how far the person has read a conversation; never less far than before, nor beyond its end.
UPDATE chat_member m SET read_seq = least(%(seq)s, c.last_seq)
FROM chat c
WHERE m.person_id = %(person)s AND m.chat_id = %(chat)s AND c.id = m.chat_id
    AND m.read_seq < least(%(seq)s, c.last_seq)
