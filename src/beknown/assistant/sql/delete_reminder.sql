-- Delete a reminder.
DELETE FROM reminder WHERE person_id = %(person)s AND id = %(id)s
