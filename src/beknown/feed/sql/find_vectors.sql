-- What some posts mean, as far as the person may read them.
SELECT v.post_id AS id, v.space, halfvec_send(v.vector) AS vector
FROM unnest(%(authors)s::uuid[], %(ids)s::uuid[]) AS d (author_id, id)
JOIN post_vector v ON v.person_id = d.author_id AND v.post_id = d.id
