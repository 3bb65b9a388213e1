-- Move passages into memory, and have them wait for their vectors.
WITH added AS (
    INSERT INTO memory (
        person_id, event_id, part, source_id, occurred_at, start, size, audience, thread, cues, words
    )
    SELECT %(person)s, event_id, part, source_id, occurred_at, start, size, audience, thread, cues, words
    FROM pg_temp.memory_draft
    ON CONFLICT DO NOTHING
    RETURNING event_id, part
)
INSERT INTO memory_waiting (person_id, event_id, part)
SELECT %(person)s, event_id, part FROM added
