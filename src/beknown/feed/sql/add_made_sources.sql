-- Note what something stands on.
INSERT INTO made_source (person_id, made_id, number, event_id, author_id, post_id, item_id, digest)
SELECT %(person)s, %(made)s, s.* FROM unnest(
    %(number)s::int[], %(event_id)s::uuid[], %(author_id)s::uuid[], %(post_id)s::uuid[], %(item_id)s::uuid[],
    %(digest)s::text[]
) AS s
