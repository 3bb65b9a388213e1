-- Move the signs of vectors beside their passages.
INSERT INTO memory_sign (person_id, event_id, part, source_id, audience, space, bits)
SELECT m.person_id, m.event_id, m.part, m.source_id, m.audience, c.space, binary_quantize(d.vector - c.centre)
FROM pg_temp.vector_draft d
JOIN memory m ON m.person_id = %(person)s AND m.event_id = d.event_id AND m.part = d.part
JOIN memory_centre c ON c.person_id = m.person_id AND c.space = %(space)s
ON CONFLICT (person_id, event_id, part) DO UPDATE SET space = excluded.space, bits = excluded.bits
