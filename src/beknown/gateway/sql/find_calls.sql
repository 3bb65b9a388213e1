-- The person's latest calls, newest first, of one key or of all, before a certain one where it is named.
SELECT id, key_id, at, model, status, input_tokens, cached_tokens, output_tokens, cost_micros, took_ms
FROM api_call
WHERE person_id = %(person)s AND (%(key)s::uuid IS NULL OR key_id = %(key)s)
    AND (%(before)s::uuid IS NULL OR id < %(before)s)
ORDER BY id DESC LIMIT %(most)s
