-- Set how wide the person wants their feed.
INSERT INTO feed_setting (person_id, widening, changed_at) VALUES (%(person)s, %(widening)s, %(at)s)
ON CONFLICT (person_id) DO UPDATE SET widening = excluded.widening, changed_at = excluded.changed_at
