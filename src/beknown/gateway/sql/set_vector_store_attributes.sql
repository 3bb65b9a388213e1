-- Give a file in a store other attributes.
UPDATE vector_store_file SET attributes = %(attributes)s::jsonb
WHERE person_id = %(person)s AND store_id = %(store)s AND file_id = %(file)s
