-- Add the place of another answer beneath its question, and show that branch.
WITH added AS (
    INSERT INTO message (person_id, id, conversation_id, parent_id, role, state, created_at, updated_at)
    VALUES (%(person)s, %(answer)s, %(conversation)s, %(question)s, 'assistant', 'streaming', %(now)s, %(now)s)
)
UPDATE conversation SET head_id = %(answer)s, updated_at = %(now)s
WHERE person_id = %(person)s AND id = %(conversation)s
