-- Empty the person's stores that nobody used for so long as they hold; the files themselves stay.
WITH ended AS (
    UPDATE vector_store SET expired_at = %(at)s
    WHERE person_id = %(person)s AND expired_at IS NULL
        AND last_active_at + make_interval(days => expires_days) <= %(at)s
    RETURNING person_id, id
)
DELETE FROM vector_store_file f USING ended e WHERE f.person_id = e.person_id AND f.store_id = e.id
