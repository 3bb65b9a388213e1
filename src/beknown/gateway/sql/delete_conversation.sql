-- Delete a talk and what is in it.
DELETE FROM api_conversation
WHERE person_id = %(person)s AND id = %(id)s
