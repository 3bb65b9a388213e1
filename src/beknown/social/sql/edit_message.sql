-- Change what the person said, as long as it is young enough.
UPDATE chat_message SET text = %(text)s, folded = fold_text(%(text)s), edited_at = %(at)s
WHERE chat_id = %(chat)s AND seq = %(seq)s AND person_id = %(person)s AND NOT is_ai AND sent_at > %(since)s
