-- A capable language model reads for beliefs what a person's assistant may see, and nothing else: what waits for it is
-- what `event` shows to the purpose `assistant` and has no row here. A row is there once it was read.

DROP INDEX belief_reading_waiting;
ALTER TABLE belief_reading ALTER COLUMN read_at SET NOT NULL;
DROP POLICY own ON belief_reading;
CREATE POLICY own ON belief_reading TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('assistant', 'export'));
COMMENT ON TABLE belief_reading IS
    'Which events a language model has read to find beliefs, so that it is never asked twice. purposes: assistant, export';
