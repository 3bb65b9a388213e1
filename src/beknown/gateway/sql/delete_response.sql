-- Delete an answer that a key may see.
DELETE FROM api_response r
WHERE r.person_id = %(person)s AND r.id = %(id)s AND (NOT r.is_personal OR %(sees_personal)s)
