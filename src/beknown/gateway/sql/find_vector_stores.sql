-- List stores, oldest first, with how many files each holds; one of them where an id is given.
SELECT s.id, s.name, s.description, s.metadata, s.created_at, s.last_active_at, s.expires_days, s.expired_at,
    count(f.file_id) FILTER (WHERE f.state = 'in_progress') AS in_progress,
    count(f.file_id) FILTER (WHERE f.state = 'completed') AS completed,
    count(f.file_id) FILTER (WHERE f.state = 'failed') AS failed,
    count(f.file_id) FILTER (WHERE f.state = 'cancelled') AS cancelled,
    coalesce(sum(f.size_bytes), 0)::bigint AS size_bytes
FROM vector_store s
LEFT JOIN vector_store_file f ON f.person_id = s.person_id AND f.store_id = s.id
WHERE s.person_id = %(person)s AND (%(id)s::uuid IS NULL OR s.id = %(id)s::uuid)
GROUP BY s.person_id, s.id
ORDER BY s.created_at, s.id
