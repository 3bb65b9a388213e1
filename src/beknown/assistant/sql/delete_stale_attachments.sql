-- Delete files that were never sent.
DELETE FROM attachment WHERE person_id = %(person)s AND message_id IS NULL AND created_at < %(before)s
