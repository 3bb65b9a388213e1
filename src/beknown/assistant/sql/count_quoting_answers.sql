-- Count the answers that quote a doomed event: they are emptied with it.
SELECT count(DISTINCT m.id) AS answers
FROM pg_temp.doomed d
JOIN message_citation c ON c.person_id = %(person)s AND c.event_id = d.event_id
JOIN message m ON m.person_id = c.person_id AND m.id = c.message_id
WHERE m.state <> 'forgotten'
