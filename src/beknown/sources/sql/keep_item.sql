-- Keep an item to read later.
INSERT INTO outlet_kept (person_id, item_id, kept_at) VALUES (%(person)s, %(item)s, %(at)s) ON CONFLICT DO NOTHING
