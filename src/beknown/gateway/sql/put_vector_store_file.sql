-- Put a file into a store, or put it in anew.
INSERT INTO vector_store_file (person_id, store_id, file_id, attributes, error, size_bytes, created_at)
VALUES (%(person)s, %(store)s, %(file)s, %(attributes)s::jsonb, %(error)s, %(size_bytes)s, %(at)s)
ON CONFLICT (person_id, store_id, file_id) DO UPDATE SET
    attributes = excluded.attributes, error = excluded.error, size_bytes = excluded.size_bytes
