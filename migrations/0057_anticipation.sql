-- What Beknown brings up by itself, when, and what it may not bring up again.

CREATE TABLE anticipation (
    person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    is_on boolean NOT NULL,
    brief_minute int NOT NULL CHECK (brief_minute BETWEEN 1 AND 1439),
    quiet_from_minute int NOT NULL CHECK (quiet_from_minute BETWEEN 0 AND 1439),
    quiet_until_minute int NOT NULL CHECK (quiet_until_minute BETWEEN 0 AND 1439),
    budget int NOT NULL CHECK (budget BETWEEN 1 AND 10)
);
COMMENT ON TABLE anticipation IS
    'Whether and when a person wants a brief, in minutes of their day, and how much a day. purposes: assistant, export';
ALTER TABLE anticipation ENABLE ROW LEVEL SECURITY;
ALTER TABLE anticipation FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON anticipation TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('assistant', 'export'));

CREATE TABLE suggestion (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL
        CHECK (kind IN ('birthday', 'anniversary', 'promise', 'awaited', 'prepare', 'follow_up', 'silence', 'plan')),
    subject text NOT NULL,
    what text NOT NULL DEFAULT '',
    name text NOT NULL DEFAULT '',
    acquaintance_id uuid,
    quote text NOT NULL DEFAULT '',
    on_day date NOT NULL,
    is_mine boolean NOT NULL,
    is_certain boolean NOT NULL,
    score double precision NOT NULL,
    made_on date NOT NULL,
    made_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('new', 'done', 'declined')),
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    PRIMARY KEY (person_id, id)
);
CREATE INDEX suggestion_made ON suggestion (person_id, made_on DESC);
COMMENT ON TABLE suggestion IS 'What was brought up, on which day of the person''s, and what they made of it.';
ALTER TABLE suggestion ENABLE ROW LEVEL SECURITY;
ALTER TABLE suggestion FORCE ROW LEVEL SECURITY;

CREATE TABLE suggestion_evidence (
    person_id uuid NOT NULL,
    suggestion_id uuid NOT NULL,
    event_id uuid NOT NULL,
    source_id uuid NOT NULL,
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    PRIMARY KEY (person_id, suggestion_id, event_id),
    FOREIGN KEY (person_id, suggestion_id) REFERENCES suggestion ON DELETE CASCADE,
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
CREATE INDEX suggestion_evidence_event ON suggestion_evidence (person_id, event_id);
COMMENT ON TABLE suggestion_evidence IS 'Which events a suggestion stands on; the last takes it along.';
ALTER TABLE suggestion_evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE suggestion_evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON suggestion_evidence TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) = ANY (purposes)
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

CREATE POLICY own ON suggestion TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) = ANY (purposes)
        AND (
            (SELECT app_purpose()) = 'export'
            OR EXISTS (
                SELECT 1 FROM suggestion_evidence e
                WHERE e.person_id = suggestion.person_id AND e.suggestion_id = suggestion.id
            )
        )
    )
    WITH CHECK (person_id = (SELECT app_person()));

CREATE POLICY upkeep ON suggestion_evidence TO beknown_owner USING (true);
CREATE POLICY upkeep ON suggestion TO beknown_owner USING (true);

CREATE FUNCTION drop_baseless_suggestions() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    DELETE FROM suggestion s
    WHERE (s.person_id, s.id) IN (SELECT person_id, suggestion_id FROM gone)
      AND NOT EXISTS (
          SELECT 1 FROM suggestion_evidence e WHERE e.person_id = s.person_id AND e.suggestion_id = s.id
      );
    RETURN NULL;
END
$$;
CREATE TRIGGER drop_baseless AFTER DELETE ON suggestion_evidence
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION drop_baseless_suggestions();
