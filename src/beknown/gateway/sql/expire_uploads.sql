-- End the person's uploads that weren't completed in time; their parts go.
WITH ended AS (
    UPDATE api_upload SET state = 'expired'
    WHERE person_id = %(person)s AND state = 'pending' AND expires_at <= %(at)s
    RETURNING person_id, id
)
DELETE FROM api_upload_part p USING ended e WHERE p.person_id = e.person_id AND p.upload_id = e.id
