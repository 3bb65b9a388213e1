-- Give passages that wait for their vectors, the newest first.
SELECT m.event_id, m.part::int AS part, e.speaker, substr(e.text, m.start + 1, %(letters)s) AS text
FROM memory_waiting w
JOIN memory m ON m.person_id = w.person_id AND m.event_id = w.event_id AND m.part = w.part
JOIN event e ON e.person_id = w.person_id AND e.id = w.event_id
WHERE w.person_id = %(person)s
ORDER BY w.event_id DESC, w.part DESC
LIMIT %(most)s
