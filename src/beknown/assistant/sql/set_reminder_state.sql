-- Note that a reminder is due or done; what is done stays done.
UPDATE reminder SET state = %(state)s
WHERE person_id = %(person)s AND id = %(id)s AND state <> 'done'
