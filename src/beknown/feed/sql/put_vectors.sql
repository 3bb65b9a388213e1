-- Keep what posts mean; one that is gone meanwhile is left out.
INSERT INTO post_vector (person_id, post_id, event_id, space, vector, made_at)
SELECT p.person_id, p.id, d.event_id, %(space)s, d.vector, %(at)s
FROM unnest(%(post_id)s::uuid[], %(event_id)s::uuid[], %(vector)s::halfvec[]) AS d (post_id, event_id, vector)
JOIN post p ON p.person_id = %(person)s AND p.id = d.post_id
ON CONFLICT (person_id, post_id) DO UPDATE
SET event_id = excluded.event_id, space = excluded.space, vector = excluded.vector, made_at = excluded.made_at
