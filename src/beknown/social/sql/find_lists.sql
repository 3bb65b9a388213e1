-- The person's lists with who is on them: close friends first, then their own by name, then those of groups they are in.
SELECT l.id, coalesce(left(c.name, 80), l.name) AS name, l.is_close, l.chat_id AS group_id, (
    SELECT coalesce(array_agg(m.member_id ORDER BY m.member_id), '{}') FROM people_list_member m
    WHERE m.person_id = l.person_id AND m.list_id = l.id
) AS members
FROM people_list l
LEFT JOIN chat c ON c.id = l.chat_id
WHERE l.person_id = %(person)s AND (l.chat_id IS NULL OR c.id IS NOT NULL)
ORDER BY l.is_close DESC, l.chat_id IS NOT NULL, 2, l.id
