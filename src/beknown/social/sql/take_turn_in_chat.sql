-- Give the next message of a conversation its number, and note when something was said last.
UPDATE chat SET last_seq = last_seq + 1, last_at = %(at)s WHERE id = %(chat)s RETURNING id, last_seq
