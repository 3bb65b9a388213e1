-- Keep the sketch of what the person said.
INSERT INTO text_sketch (person_id, id, post_id, hashes, made_at)
VALUES (%(person)s, %(id)s, %(post)s, %(hashes)s::bigint[], %(at)s)
