-- What a key used on a day, tokens in and out together, and the most it may cost in a day.
SELECT
    coalesce(sum(u.input_tokens + u.output_tokens), 0)::bigint AS tokens,
    coalesce(sum(u.cost_micros), 0)::bigint AS cost_micros,
    k.micros_per_day
FROM api_key k
LEFT JOIN api_usage u ON u.person_id = k.person_id AND u.key_id = k.id AND u.day = %(day)s
WHERE k.person_id = %(person)s AND k.id = %(key)s
GROUP BY k.micros_per_day
