-- How far the answers are that are being written in the conversations of the person.
SELECT chat_id, seq, text, cites FROM chat_answering ORDER BY chat_id, seq
