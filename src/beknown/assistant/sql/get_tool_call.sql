-- Give one tool call.
SELECT id, message_id, position, call_key, name, arguments, result, state, undo, created_at
FROM tool_call
WHERE person_id = %(person)s AND id = %(id)s
