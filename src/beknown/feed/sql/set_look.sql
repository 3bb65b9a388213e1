-- Note that it was looked for something to make.
INSERT INTO made_look (person_id, looked_at, next_at, interests)
VALUES (%(person)s, %(at)s, %(next_at)s, %(interests)s)
ON CONFLICT (person_id) DO UPDATE
SET looked_at = excluded.looked_at, next_at = excluded.next_at, interests = excluded.interests
