-- Have a mention of the person wait for its answer again, where that broke off or didn't come.
UPDATE chat_message SET asks = 'waiting'
WHERE chat_id = %(chat)s AND seq = %(seq)s AND person_id = %(person)s AND NOT is_ai AND asks IN ('failed', 'stopped')
