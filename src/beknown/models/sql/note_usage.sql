-- Add calls and tokens to what the person used of a model on a day.
INSERT INTO model_usage AS u (person_id, day, model, calls, input_tokens, output_tokens)
VALUES (%(person)s, %(day)s, %(model)s, 1, %(input_tokens)s, %(output_tokens)s)
ON CONFLICT (person_id, day, model) DO UPDATE SET
    calls = u.calls + 1,
    input_tokens = u.input_tokens + excluded.input_tokens,
    output_tokens = u.output_tokens + excluded.output_tokens
