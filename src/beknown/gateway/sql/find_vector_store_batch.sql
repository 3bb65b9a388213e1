-- Find files that go into a store together, and how far they are.
SELECT b.id, b.store_id, b.key_id, b.state, b.created_at,
    count(f.file_id) FILTER (WHERE f.state = 'in_progress') AS in_progress,
    count(f.file_id) FILTER (WHERE f.state = 'completed') AS completed,
    count(f.file_id) FILTER (WHERE f.state = 'failed') AS failed,
    count(f.file_id) FILTER (WHERE f.state = 'cancelled') AS cancelled
FROM vector_store_batch b
LEFT JOIN vector_store_file f ON f.person_id = b.person_id AND f.batch_id = b.id
WHERE b.person_id = %(person)s AND b.id = %(id)s
GROUP BY b.person_id, b.id
