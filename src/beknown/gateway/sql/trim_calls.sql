-- Forget all but the newest calls of a key.
DELETE FROM api_call
WHERE person_id = %(person)s AND key_id = %(key)s AND id < (
    SELECT id FROM api_call WHERE person_id = %(person)s AND key_id = %(key)s
    ORDER BY id DESC OFFSET %(most)s - 1 LIMIT 1
)
