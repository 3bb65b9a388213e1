-- Move drafts into the log; a key that its source knows already is left alone.
WITH added AS (
    INSERT INTO event (person_id, id, source_id, type, key, occurred_at, speaker, is_mine, thread, thread_title,
        text, payload, purposes)
    SELECT %(person)s, id, source_id, type, key, occurred_at, speaker, is_mine, thread, thread_title,
        text, payload, purposes
    FROM pg_temp.event_draft
    ORDER BY id
    ON CONFLICT (person_id, source_id, key) DO NOTHING
    RETURNING id, key
)
SELECT id, key FROM added ORDER BY id
