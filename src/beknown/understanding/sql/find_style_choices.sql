-- Give what the person set by hand: the latest of each trait, where it wasn't given back.
SELECT trait, value FROM (
    SELECT DISTINCT ON (trait) trait, value FROM style_choice
    WHERE person_id = %(person)s ORDER BY trait, event_id DESC
) latest
WHERE value IS NOT NULL
