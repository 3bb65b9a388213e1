-- Put vectors beside their passages; a passage that was forgotten meanwhile gets none.
INSERT INTO memory_vector (person_id, event_id, part, source_id, audience, space, vector)
SELECT m.person_id, m.event_id, m.part, m.source_id, m.audience, %(space)s, d.vector
FROM unnest(%(event_id)s::uuid[], %(part)s::smallint[], %(vector)s::halfvec[]) AS d (event_id, part, vector)
JOIN memory m ON m.person_id = %(person)s AND m.event_id = d.event_id AND m.part = d.part
ON CONFLICT (person_id, event_id, part) DO UPDATE SET space = excluded.space, vector = excluded.vector
