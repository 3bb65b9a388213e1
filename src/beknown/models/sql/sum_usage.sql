-- Sum what everybody used since a day, by model; an operator's transaction only.
SELECT model, calls, input_tokens, output_tokens FROM sum_model_usage(%(since)s)
