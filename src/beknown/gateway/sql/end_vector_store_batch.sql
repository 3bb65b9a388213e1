-- End a batch that is under way; of its files, those that weren't put in are given up.
WITH ended AS (
    UPDATE vector_store_batch SET state = %(state)s
    WHERE person_id = %(person)s AND id = %(id)s AND state = 'in_progress'
    RETURNING person_id, id
)
UPDATE vector_store_file f SET state = 'cancelled'
FROM ended e WHERE f.person_id = e.person_id AND f.batch_id = e.id AND f.state = 'in_progress'
