-- Drop what was read of the person's choices; their events stay.
DELETE FROM interest_choice WHERE person_id = %(person)s
