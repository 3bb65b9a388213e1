-- Drop what was read of interests.
DELETE FROM interest_signal WHERE person_id = %(person)s
