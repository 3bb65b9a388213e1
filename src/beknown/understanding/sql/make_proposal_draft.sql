-- Make the temporary table that proposals are copied into.
CREATE TEMP TABLE proposal_draft (
    event_id uuid, proposed_by text, place smallint, kind text, subject text, statement text, start int, size int,
    slot text, value text, confidence double precision, is_sensitive boolean, holds_from date, holds_until date,
    is_ended boolean, is_negated boolean
) ON COMMIT DROP
