-- List the files of a store that haven't expired, oldest first; those of one batch where one is given.
SELECT v.store_id, v.file_id, v.attributes, v.error, v.size_bytes, v.created_at, v.state, v.part_tokens,
    v.overlap_tokens, v.batch_id, f.name
FROM vector_store_file v JOIN api_file f ON f.person_id = v.person_id AND f.id = v.file_id
WHERE v.person_id = %(person)s AND v.store_id = %(store)s AND (f.expires_at IS NULL OR f.expires_at > %(at)s)
    AND (%(batch)s::uuid IS NULL OR v.batch_id = %(batch)s::uuid)
ORDER BY v.created_at, v.file_id
