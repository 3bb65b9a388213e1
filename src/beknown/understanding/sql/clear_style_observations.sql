-- Drop what was read of how the person writes.
DELETE FROM style_observation WHERE person_id = %(person)s
