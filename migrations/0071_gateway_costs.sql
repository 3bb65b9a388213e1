-- What calls of the model API cost, what a key may cost in a day, and the latest calls, without what was said.

ALTER TABLE api_key ADD COLUMN micros_per_day bigint CHECK (micros_per_day > 0);
COMMENT ON COLUMN api_key.micros_per_day IS 'Most it may cost in a day (UTC), in millionths of the operator''s currency.';
ALTER TABLE api_usage ADD COLUMN cost_micros bigint NOT NULL DEFAULT 0 CHECK (cost_micros >= 0);

CREATE TABLE api_call (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    key_id uuid NOT NULL,
    at timestamptz NOT NULL,
    model text NOT NULL CHECK (length(model) BETWEEN 1 AND 300),
    status int NOT NULL CHECK (status BETWEEN 100 AND 599),
    input_tokens bigint NOT NULL CHECK (input_tokens >= 0),
    cached_tokens bigint NOT NULL CHECK (cached_tokens >= 0),
    output_tokens bigint NOT NULL CHECK (output_tokens >= 0),
    cost_micros bigint NOT NULL CHECK (cost_micros >= 0),
    took_ms int CHECK (took_ms >= 0),
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, key_id) REFERENCES api_key ON DELETE CASCADE
);
CREATE INDEX api_call_key ON api_call (person_id, key_id, id);
COMMENT ON TABLE api_call IS
    'The latest calls of each key: when, which model, how it went, tokens, cost, time; no content. purposes: account, export';
ALTER TABLE api_call ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_call FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON api_call TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('account', 'export'));
