-- Drop what was read of what the person set; their events stay.
DELETE FROM style_choice WHERE person_id = %(person)s
