-- What the person muted, the latest first; with the name of who is muted, or the beginning of the thread.
SELECT m.id, m.kind, coalesce(m.word, p.name, left(t.text, 80)) AS what
FROM people_mute m
LEFT JOIN profile p ON p.person_id = m.muted_id
LEFT JOIN post t ON t.person_id = m.root_person_id AND t.id = m.root_id
WHERE m.person_id = %(person)s
ORDER BY m.made_at DESC
