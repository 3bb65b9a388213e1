-- Make a store.
INSERT INTO vector_store (person_id, id, name, description, metadata, created_at, last_active_at, expires_days)
VALUES (
    %(person)s, %(id)s, %(name)s, %(description)s, %(metadata)s::jsonb, %(at)s, %(at)s, %(expires_days)s
)
