-- Move vectors beside their passages; a passage that was forgotten meanwhile gets none.
INSERT INTO memory_vector (person_id, event_id, part, source_id, purposes, space, bits, vector)
SELECT m.person_id, m.event_id, m.part, m.source_id, m.purposes, c.space, binary_quantize(d.vector - c.centre), d.vector
FROM pg_temp.vector_draft d
JOIN memory m ON m.person_id = %(person)s AND m.event_id = d.event_id AND m.part = d.part
JOIN memory_centre c ON c.person_id = m.person_id AND c.space = %(space)s
ON CONFLICT (person_id, event_id, part) DO UPDATE
SET space = excluded.space, bits = excluded.bits, vector = excluded.vector
