-- Set the person's feed.
INSERT INTO feed_setting (person_id, weights, has_made, changed_at)
VALUES (%(person)s, %(weights)s::jsonb, %(has_made)s, %(at)s)
ON CONFLICT (person_id) DO UPDATE
SET weights = excluded.weights, has_made = excluded.has_made, changed_at = excluded.changed_at
