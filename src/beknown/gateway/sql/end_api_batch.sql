-- End a batch, with the files of its answers and of its errors.
UPDATE api_batch SET state = %(state)s, output_id = %(output)s, errors_id = %(errors)s, completed = %(completed)s,
    failed = %(failed)s, input_tokens = %(input_tokens)s, cached_tokens = %(cached_tokens)s,
    output_tokens = %(output_tokens)s, reasoning_tokens = %(reasoning_tokens)s, ended_at = %(at)s
WHERE person_id = %(person)s AND id = %(id)s
