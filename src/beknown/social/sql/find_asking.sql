-- Who asks to follow the person and waits for a word.
SELECT id, handle, name, bio, picture_id, is_private, mine, theirs FROM people_card
WHERE theirs = 'waits' ORDER BY name, id LIMIT 200
