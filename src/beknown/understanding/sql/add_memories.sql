-- Put passages into memory, and have them wait for their vectors.
WITH added AS (
    INSERT INTO memory (
        person_id, event_id, part, source_id, occurred_at, start, size, audience, thread, cues, words
    )
    SELECT %(person)s, d.*
    FROM unnest(
        %(event_id)s::uuid[], %(part)s::smallint[], %(source_id)s::uuid[], %(occurred_at)s::timestamptz[],
        %(start)s::int[], %(size)s::int[], %(audience)s::smallint[], %(thread)s::bigint[], %(cues)s::smallint[],
        %(words)s::bytea[]
    ) AS d
    ON CONFLICT DO NOTHING
    RETURNING event_id, part
)
INSERT INTO memory_waiting (person_id, event_id, part)
SELECT %(person)s, event_id, part FROM added
