-- Note that the reminder that an event set is done, or is open again: due when its moment has come.
UPDATE reminder r SET state = CASE
    WHEN NOT %(is_open)s THEN 'done'
    WHEN r.due_at <= %(now)s THEN 'due'
    ELSE 'set'
END
FROM event e
WHERE e.person_id = %(person)s AND e.id = %(event)s AND e.type = 'assistant.reminder.set.v1'
  AND r.person_id = e.person_id AND e.key = 'reminder:' || r.id::text
