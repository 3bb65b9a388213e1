-- Forget the events of a conversation.
DELETE FROM event
WHERE person_id = %(person)s AND thread = %(thread)s
  AND source_id IN (SELECT id FROM source WHERE person_id = %(person)s AND kind = 'assistant')
