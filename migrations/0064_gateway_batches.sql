-- Batches: many requests of a program in one file, answered in the background.

CREATE TABLE api_batch (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    key_id uuid NOT NULL,
    endpoint text NOT NULL CHECK (endpoint IN ('/v1/chat/completions', '/v1/embeddings', '/v1/moderations')),
    file_id uuid NOT NULL,
    output_id uuid,
    errors_id uuid,
    metadata jsonb NOT NULL,
    state text NOT NULL CHECK (state IN ('validating', 'in_progress', 'cancelling', 'completed', 'cancelled', 'failed')),
    total int NOT NULL CHECK (total >= 0),
    completed int NOT NULL CHECK (completed >= 0),
    failed int NOT NULL CHECK (failed >= 0),
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    cancelled_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, key_id) REFERENCES api_key ON DELETE CASCADE,
    FOREIGN KEY (person_id, file_id) REFERENCES api_file ON DELETE CASCADE
);
CREATE INDEX api_batch_key ON api_batch (person_id, key_id);
CREATE INDEX api_batch_file ON api_batch (person_id, file_id);
COMMENT ON TABLE api_batch IS
    'Files of requests that are answered in the background, and how far they are. purposes: account, export';
ALTER TABLE api_batch ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_batch FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON api_batch TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('account', 'export'));
