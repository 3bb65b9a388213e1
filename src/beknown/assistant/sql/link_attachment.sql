-- Say to which message a file belongs.
UPDATE attachment SET message_id = %(message)s
WHERE person_id = %(person)s AND id = %(id)s AND message_id IS NULL
