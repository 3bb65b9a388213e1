-- Give how often each mark was seen in the sources that this purpose may see, and what the person set by hand: the
-- latest of each trait, where it wasn't given back.
SELECT mark AS name, sum(number)::bigint AS number, NULL::text AS value
FROM style_count WHERE person_id = %(person)s GROUP BY mark
UNION ALL
SELECT trait, NULL, value FROM (
    SELECT DISTINCT ON (trait) trait, value FROM style_choice
    WHERE person_id = %(person)s ORDER BY trait, event_id DESC
) latest
WHERE value IS NOT NULL
