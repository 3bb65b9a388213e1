-- List the files of a store, oldest first.
SELECT v.store_id, v.file_id, v.attributes, v.error, v.size_bytes, v.created_at, f.name
FROM vector_store_file v JOIN api_file f ON f.person_id = v.person_id AND f.id = v.file_id
WHERE v.person_id = %(person)s AND v.store_id = %(store)s
ORDER BY v.created_at, v.file_id
