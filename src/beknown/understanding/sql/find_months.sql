-- Give how much was written, month by month, with everybody or with one.
SELECT month, sum(sent)::int AS sent, sum(received)::int AS received, sum(in_groups)::int AS in_groups,
    count(*)::int AS people
FROM acquaintance_month
WHERE person_id = %(person)s AND (%(only)s::uuid IS NULL OR acquaintance_id = %(only)s)
GROUP BY month
ORDER BY month
