-- Take up an answer that waits for a yes, with its suspended run; once only.
UPDATE message SET state = 'streaming', updated_at = %(now)s
WHERE person_id = %(person)s AND id = %(id)s AND state = 'waiting'
RETURNING run
