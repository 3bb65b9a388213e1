-- Keep a tool call as it stands now.
INSERT INTO tool_call (person_id, id, message_id, position, call_key, name, arguments, result, state, undo, created_at)
VALUES (%(person)s, %(id)s, %(message)s, %(position)s, %(call_key)s, %(name)s, %(arguments)s, %(result)s, %(state)s,
    %(undo)s, %(now)s)
ON CONFLICT (person_id, id) DO UPDATE SET
    arguments = excluded.arguments, result = excluded.result, state = excluded.state, undo = excluded.undo
