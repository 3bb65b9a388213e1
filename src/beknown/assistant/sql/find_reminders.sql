-- Give the reminders that are set or due, the nearest first.
SELECT id, text, due_at, state, created_at FROM reminder
WHERE person_id = %(person)s AND state <> 'done'
ORDER BY due_at, id
