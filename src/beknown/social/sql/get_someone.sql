-- One person as the person of this transaction sees them.
SELECT id, handle, name, bio, picture_id, is_private, mine, theirs FROM people_card WHERE id = %(id)s
