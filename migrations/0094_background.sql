-- Answers of the Responses API that are made in the background, and the events of those that are streamed.

CREATE TABLE api_background (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    response_id text NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (person_id, response_id),
    FOREIGN KEY (person_id, response_id) REFERENCES api_response ON DELETE CASCADE
);
COMMENT ON TABLE api_background IS
    'Requests of programs that are yet to be answered in the background. purposes: account, export';
ALTER TABLE api_background ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_background FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON api_background TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('account', 'export'));

CREATE TABLE api_response_event (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    response_id text NOT NULL,
    number int NOT NULL CHECK (number >= 0),
    event jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, response_id, number),
    FOREIGN KEY (person_id, response_id) REFERENCES api_response ON DELETE CASCADE
);
COMMENT ON TABLE api_response_event IS
    'Events of answers in the background, from which a broken stream goes on for a day. purposes: account, export';
ALTER TABLE api_response_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_response_event FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON api_response_event TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('account', 'export'));
