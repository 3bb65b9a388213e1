-- Groups that the person is in and has no list for.
SELECT c.id, left(c.name, 80) AS name
FROM chat_member m
JOIN chat c ON c.id = m.chat_id
WHERE m.person_id = %(person)s AND c.kind = 'group'
  AND NOT EXISTS (SELECT 1 FROM people_list l WHERE l.person_id = %(person)s AND l.chat_id = c.id)
