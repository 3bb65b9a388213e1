-- Note that a store was used just now.
UPDATE vector_store SET last_active_at = %(at)s WHERE person_id = %(person)s AND id = %(id)s
