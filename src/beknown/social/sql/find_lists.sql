-- The person's lists with who is on them, close friends first, then by name.
SELECT l.id, l.name, l.is_close, (
    SELECT coalesce(array_agg(m.member_id ORDER BY m.member_id), '{}') FROM people_list_member m
    WHERE m.person_id = l.person_id AND m.list_id = l.id
) AS members
FROM people_list l
WHERE l.person_id = %(person)s
ORDER BY l.is_close DESC, l.name, l.id
