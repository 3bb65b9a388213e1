-- Make the temporary table for drafts, once a transaction.
CREATE TEMP TABLE event_draft (
    id uuid, source_id uuid, type text, key text, occurred_at timestamptz, recorded_at timestamptz, speaker text,
    is_mine boolean, thread text, thread_title text, text text, payload jsonb, purposes text[]
) ON COMMIT DROP
