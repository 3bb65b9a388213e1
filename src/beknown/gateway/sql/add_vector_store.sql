-- Make a store.
INSERT INTO vector_store (person_id, id, name, metadata, created_at, last_active_at)
VALUES (%(person)s, %(id)s, %(name)s, %(metadata)s::jsonb, %(at)s, %(at)s)
