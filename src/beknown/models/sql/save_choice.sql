-- Keep an operator's choice for a slot. A null key keeps the one that is stored for the same address.
INSERT INTO model_choice AS c (slot, url, model, api_key, weights, changed_at)
VALUES (%(slot)s, %(url)s, %(model)s, %(api_key)s, %(weights)s, %(at)s)
ON CONFLICT (slot) DO UPDATE SET
    url = excluded.url,
    model = excluded.model,
    api_key = coalesce(excluded.api_key, CASE WHEN c.url = excluded.url THEN c.api_key END),
    weights = excluded.weights,
    changed_at = excluded.changed_at
