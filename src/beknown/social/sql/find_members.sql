-- Who is in a conversation, those who have been in it longest first.
SELECT person_id AS id, role FROM chat_member WHERE chat_id = %(chat)s ORDER BY joined_at, person_id
