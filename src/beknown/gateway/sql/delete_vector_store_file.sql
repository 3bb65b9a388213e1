-- Take a file out of a store.
DELETE FROM vector_store_file WHERE person_id = %(person)s AND store_id = %(store)s AND file_id = %(file)s
