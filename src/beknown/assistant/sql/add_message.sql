-- Add a message beneath its parent.
INSERT INTO message (person_id, id, conversation_id, parent_id, role, text, state, model, event_id, created_at, updated_at)
VALUES (%(person)s, %(id)s, %(conversation)s, %(parent)s, %(role)s, %(text)s, %(state)s, %(model)s, %(event)s,
    %(now)s, %(now)s)
