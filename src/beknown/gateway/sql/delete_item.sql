-- Take an item out of a talk.
DELETE FROM api_item
WHERE person_id = %(person)s AND conversation_id = %(conversation)s AND id = %(id)s
