-- How wide the person wants their feed: 0 as it comes, 1 as wide as can be.
SELECT coalesce((SELECT widening FROM feed_setting WHERE person_id = %(person)s), 0)::float8 AS widening
