-- Delete a store and what it holds; the files stay.
DELETE FROM vector_store WHERE person_id = %(person)s AND id = %(id)s
