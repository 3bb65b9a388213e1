-- Leave a group.
DELETE FROM chat_member m USING chat c
WHERE m.person_id = %(person)s AND m.chat_id = %(chat)s AND c.id = m.chat_id AND c.kind = 'group'
