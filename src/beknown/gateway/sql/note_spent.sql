-- Add calls and their tokens to what a key used of a model on a day; nothing where the key is gone by now.
INSERT INTO api_usage AS u (
    person_id, key_id, day, model, calls, errors, input_tokens, cached_tokens, output_tokens, cost_micros
)
SELECT
    k.person_id, k.id, %(day)s, %(model)s, %(calls)s, %(errors)s, %(input_tokens)s, %(cached_tokens)s,
    %(output_tokens)s, %(cost_micros)s
FROM api_key k
WHERE k.person_id = %(person)s AND k.id = %(key)s
ON CONFLICT (person_id, key_id, day, model) DO UPDATE SET
    calls = u.calls + excluded.calls,
    errors = u.errors + excluded.errors,
    input_tokens = u.input_tokens + excluded.input_tokens,
    cached_tokens = u.cached_tokens + excluded.cached_tokens,
    output_tokens = u.output_tokens + excluded.output_tokens,
    cost_micros = u.cost_micros + excluded.cost_micros
