-- Give a store another name, other metadata, or another time that it holds.
UPDATE vector_store SET name = %(name)s, metadata = %(metadata)s::jsonb, expires_days = %(expires_days)s,
    last_active_at = %(at)s
WHERE person_id = %(person)s AND id = %(id)s
