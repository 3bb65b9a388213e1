-- Give a store another name or other metadata.
UPDATE vector_store SET name = %(name)s, metadata = %(metadata)s::jsonb, last_active_at = %(at)s
WHERE person_id = %(person)s AND id = %(id)s
