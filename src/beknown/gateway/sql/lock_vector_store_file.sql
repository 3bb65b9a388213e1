-- Find a file that a batch still has to put into a store, and keep others from changing it.
SELECT file_id AS id FROM vector_store_file
WHERE person_id = %(person)s AND store_id = %(store)s AND file_id = %(file)s AND batch_id = %(batch)s
    AND state = 'in_progress'
FOR UPDATE
