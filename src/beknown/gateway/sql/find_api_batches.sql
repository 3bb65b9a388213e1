-- List batches, oldest first; one of them where an id is given.
SELECT id, key_id, endpoint, file_id, output_id, errors_id, metadata, state, total, completed, failed, created_at,
    started_at, cancelled_at, ended_at, output_seconds, model, input_tokens, cached_tokens, output_tokens,
    reasoning_tokens
FROM api_batch WHERE person_id = %(person)s AND (%(id)s::uuid IS NULL OR id = %(id)s::uuid)
ORDER BY created_at, id
