-- Note how far a batch is; the first time it turns from waiting to under way. One that was given up isn't touched.
UPDATE api_batch SET state = 'in_progress', started_at = coalesce(started_at, %(at)s),
    completed = %(completed)s, failed = %(failed)s, input_tokens = %(input_tokens)s,
    cached_tokens = %(cached_tokens)s, output_tokens = %(output_tokens)s, reasoning_tokens = %(reasoning_tokens)s
WHERE person_id = %(person)s AND id = %(id)s AND state IN ('validating', 'in_progress')
