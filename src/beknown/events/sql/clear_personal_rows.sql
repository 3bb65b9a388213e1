-- Forget all rows of some personal tables.
WITH cleared AS MATERIALIZED (
    SELECT clear_personal_rows(name) FROM unnest(%(tables)s::text[]) WITH ORDINALITY AS t (name, place) ORDER BY place
)
SELECT count(*) AS number FROM cleared
