-- Take the mean of all vectors as the centre from now on.
UPDATE memory_centre SET (centre, passages) = (
    SELECT avg(vector::vector)::halfvec, count(*) FROM memory_vector
    WHERE person_id = %(person)s AND space = %(space)s
)
WHERE person_id = %(person)s AND space = %(space)s
