-- What the person wants less of, the latest first, with what it means where that is known.
SELECT l.id, l.author_id, l.post_id, l.made_at, v.space, halfvec_send(v.vector) AS vector
FROM feed_less l
LEFT JOIN post_vector v ON v.person_id = l.author_id AND v.post_id = l.post_id
WHERE l.person_id = %(person)s
ORDER BY l.made_at DESC
LIMIT %(most)s
