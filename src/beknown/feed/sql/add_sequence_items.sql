-- Keep where posts lie for a sequence model; what was deleted meanwhile isn't kept.
INSERT INTO feed_sequence_item (model_id, author_id, post_id, vector)
SELECT %(model)s, p.author_id, p.post_id, p.vector
FROM unnest(%(author_id)s::uuid[], %(post_id)s::uuid[], %(vector)s::bytea[]) AS p (author_id, post_id, vector)
WHERE p.post_id IN (SELECT f.id FROM feed_posts(%(after)s, %(before)s, %(most)s) f)
