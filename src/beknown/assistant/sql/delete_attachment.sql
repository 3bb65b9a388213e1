-- Take back a file that belongs to no message yet.
DELETE FROM attachment WHERE person_id = %(person)s AND id = %(id)s AND message_id IS NULL
