-- Give the tool calls of some messages, in order.
SELECT id, message_id, position, call_key, name, arguments, result, state, undo, created_at
FROM tool_call
WHERE person_id = %(person)s AND message_id = ANY (%(messages)s::uuid[])
ORDER BY message_id, position
