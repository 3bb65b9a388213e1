-- Take the signs of all vectors anew, as seen from the centre.
UPDATE memory_vector v SET bits = binary_quantize(v.vector - c.centre)
FROM memory_centre c
WHERE v.person_id = %(person)s AND v.space = %(space)s AND c.person_id = v.person_id AND c.space = v.space
