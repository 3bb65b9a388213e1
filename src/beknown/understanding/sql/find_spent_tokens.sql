-- Give how many tokens were taken on a day.
SELECT coalesce(sum(tokens), 0)::bigint AS tokens FROM belief_spending
WHERE person_id = %(person)s AND day = %(day)s
