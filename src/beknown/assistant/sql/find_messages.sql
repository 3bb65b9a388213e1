-- Give all messages of a conversation, oldest first.
SELECT id, conversation_id, parent_id, role, text, state, error, model, event_id, created_at, updated_at
FROM message
WHERE person_id = %(person)s AND conversation_id = %(conversation)s
ORDER BY id
