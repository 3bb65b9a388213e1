-- Take the signs of all vectors anew, as seen from the centre.
UPDATE memory_sign s SET bits = binary_quantize(v.vector - c.centre)
FROM memory_vector v, memory_centre c
WHERE s.person_id = %(person)s AND s.space = %(space)s
  AND v.person_id = s.person_id AND v.event_id = s.event_id AND v.part = s.part
  AND c.person_id = s.person_id AND c.space = s.space
