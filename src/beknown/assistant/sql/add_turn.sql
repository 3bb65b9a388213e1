-- Add a question beneath its parent and the place of its answer beneath it, and show that branch.
WITH said AS (
    INSERT INTO message (
        person_id, id, conversation_id, parent_id, role, text, state, event_id, created_at, updated_at
    )
    VALUES
        (%(person)s, %(question)s, %(conversation)s, %(parent)s, 'user', %(text)s, 'done', %(event)s, %(now)s, %(now)s),
        (%(person)s, %(answer)s, %(conversation)s, %(question)s, 'assistant', '', 'streaming', NULL, %(now)s, %(now)s)
)
UPDATE conversation SET head_id = %(answer)s, updated_at = %(now)s
WHERE person_id = %(person)s AND id = %(conversation)s
