-- Drop all that is noted of who had a part in events.
DELETE FROM encounter WHERE person_id = %(person)s
