-- Begin to write an answer, or begin it anew, on what all who are present see by now.
INSERT INTO chat_answering (person_id, chat_id, seq, shared_from)
SELECT %(person)s, %(chat)s, %(seq)s, shared_from(%(chat)s)
ON CONFLICT (person_id, chat_id, seq) DO UPDATE SET shared_from = excluded.shared_from, text = '', cites = '[]'
