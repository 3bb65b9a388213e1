-- What the person's keys used since a day, by key, day and model.
SELECT key_id, day, model, calls, errors, input_tokens, cached_tokens, output_tokens, cost_micros
FROM api_usage WHERE person_id = %(person)s AND day >= %(since)s
ORDER BY day, key_id, model
