-- Keep calls of a key; nothing where the key is gone by now.
INSERT INTO api_call (
    person_id, id, key_id, at, model, status, input_tokens, cached_tokens, output_tokens, cost_micros, took_ms
)
SELECT
    k.person_id, c.id, k.id, c.at, c.model, c.status, c.input_tokens, c.cached_tokens, c.output_tokens, c.cost_micros,
    c.took_ms
FROM api_key k
CROSS JOIN unnest(
    %(ids)s::uuid[], %(ats)s::timestamptz[], %(models)s::text[], %(statuses)s::int[], %(input_tokens)s::bigint[],
    %(cached_tokens)s::bigint[], %(output_tokens)s::bigint[], %(cost_micros)s::bigint[], %(took_ms)s::int[]
) AS c (id, at, model, status, input_tokens, cached_tokens, output_tokens, cost_micros, took_ms)
WHERE k.person_id = %(person)s AND k.id = %(key)s
