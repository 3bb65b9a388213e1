-- Make the temporary table of the events that are to be forgotten.
CREATE TEMP TABLE doomed (event_id uuid PRIMARY KEY) ON COMMIT DROP
