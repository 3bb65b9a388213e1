-- Note how far an answer is, unless its ground is gone.
UPDATE chat_answering SET text = %(text)s, cites = %(cites)s::jsonb
WHERE person_id = %(person)s AND chat_id = %(chat)s AND seq = %(seq)s
