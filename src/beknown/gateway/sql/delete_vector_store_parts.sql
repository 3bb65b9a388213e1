-- Delete the passages of a file in a store.
DELETE FROM vector_store_part WHERE person_id = %(person)s AND store_id = %(store)s AND file_id = %(file)s
