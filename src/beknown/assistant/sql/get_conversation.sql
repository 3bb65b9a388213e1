-- Give one conversation.
SELECT id, title, head_id, created_at, updated_at FROM conversation WHERE person_id = %(person)s AND id = %(id)s
