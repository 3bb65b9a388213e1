-- Make the temporary table that passages are copied into.
CREATE TEMP TABLE memory_draft (
    event_id uuid, part smallint, source_id uuid, occurred_at timestamptz, start int, size int, audience smallint,
    thread bigint, cues smallint, words bytea
) ON COMMIT DROP
