-- Make the temporary table that vectors are copied into.
CREATE TEMP TABLE vector_draft (event_id uuid, part smallint, vector halfvec) ON COMMIT DROP
