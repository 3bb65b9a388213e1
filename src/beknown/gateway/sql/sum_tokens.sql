-- How many tokens a key used on a day, in and out together.
SELECT coalesce(sum(input_tokens + output_tokens), 0)::bigint AS tokens
FROM api_usage WHERE person_id = %(person)s AND key_id = %(key)s AND day = %(day)s
