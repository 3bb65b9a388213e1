-- Give the operator's choices with their keys; only NOBODY's transaction is answered.
SELECT slot, url, model, api_key, weights FROM find_model_choices()
