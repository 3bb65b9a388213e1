-- A talk that a key may see.
SELECT c.id, c.is_personal, c.metadata, c.created_at
FROM api_conversation c
WHERE c.person_id = %(person)s AND c.id = %(id)s AND (NOT c.is_personal OR %(sees_personal)s)
