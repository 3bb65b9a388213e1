-- What is in a talk, in its order.
SELECT i.item
FROM api_item i
WHERE i.person_id = %(person)s AND i.conversation_id = %(conversation)s
ORDER BY i.position
