-- Note the mean of a person's vectors, and of how many it is.
INSERT INTO memory_centre (person_id, space, centre, passages)
VALUES (%(person)s, %(space)s, %(centre)s::halfvec, %(passages)s)
ON CONFLICT (person_id, space) DO UPDATE SET centre = excluded.centre, passages = excluded.passages
