-- Delete a conversation with all its messages.
DELETE FROM conversation WHERE person_id = %(person)s AND id = %(id)s
