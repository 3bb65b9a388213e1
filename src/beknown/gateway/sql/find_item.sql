-- An item of any talk or answer that a key may see.
SELECT i.item
FROM api_item i
JOIN api_conversation c ON c.person_id = i.person_id AND c.id = i.conversation_id
WHERE i.person_id = %(person)s AND i.id = %(id)s AND (NOT c.is_personal OR %(sees_personal)s)
UNION ALL
SELECT e.item
FROM api_response r, jsonb_array_elements(r.input || (r.response -> 'output')) AS e (item)
WHERE r.person_id = %(person)s AND e.item ->> 'id' = %(id)s AND (NOT r.is_personal OR %(sees_personal)s)
LIMIT 1
