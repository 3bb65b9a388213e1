-- What a person said they want more, less, only or nothing of on their feed, as rules that they can read and change.

CREATE TABLE feed_rule (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    event_id uuid NOT NULL,
    amount text NOT NULL CHECK (amount IN ('nothing', 'less', 'more', 'only')),
    kinds text[] NOT NULL CHECK (cardinality(kinds) BETWEEN 1 AND 4),
    targets text[] NOT NULL CHECK (cardinality(targets) = cardinality(kinds)),
    from_minute int NOT NULL CHECK (from_minute BETWEEN 0 AND 1440),
    until_minute int NOT NULL CHECK (until_minute BETWEEN 0 AND 1440),
    weekdays int[] NOT NULL,
    from_at timestamptz,
    until_at timestamptz,
    strength double precision NOT NULL CHECK (strength BETWEEN 0.1 AND 3),
    words text NOT NULL CHECK (length(words) <= 500),
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
CREATE INDEX feed_rule_event ON feed_rule (person_id, event_id);
COMMENT ON TABLE feed_rule IS
    'What a person wants more, less, only or nothing of on their feed, until when and at which hours. A target is all of'
    ' its kinds at once. purposes: feed, export, safety';
ALTER TABLE feed_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_rule FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON feed_rule TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
