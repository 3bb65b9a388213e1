-- What is believed about a person, each belief with the events that it stands on.

CREATE TABLE belief (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    text text NOT NULL CHECK (text <> ''),
    held_since timestamptz NOT NULL,
    superseded_by uuid,
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    PRIMARY KEY (person_id, id),
    -- What was corrected goes with its correction: forgetting the new words never brings back the old ones.
    FOREIGN KEY (person_id, superseded_by) REFERENCES belief ON DELETE CASCADE
);
CREATE INDEX belief_superseded_by ON belief (person_id, superseded_by);
COMMENT ON TABLE belief IS 'What a person said about themselves, in their words; held only while its evidence remains.';

CREATE TABLE belief_evidence (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    belief_id uuid NOT NULL,
    event_id uuid NOT NULL,
    source_id uuid NOT NULL,
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    PRIMARY KEY (person_id, belief_id, event_id),
    FOREIGN KEY (person_id, belief_id) REFERENCES belief ON DELETE CASCADE,
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE,
    FOREIGN KEY (person_id, source_id) REFERENCES source ON DELETE CASCADE
);
CREATE INDEX belief_evidence_event ON belief_evidence (person_id, event_id);
COMMENT ON TABLE belief_evidence IS 'Which events a belief stands on; visible only where the source of the event is.';
ALTER TABLE belief_evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE belief_evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON belief_evidence TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) = ANY (purposes)
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

-- A belief is seen where at least one of its pieces of evidence is: the switch of a source holds for it too.
ALTER TABLE belief ENABLE ROW LEVEL SECURITY;
ALTER TABLE belief FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON belief TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) = ANY (purposes)
        AND (
            (SELECT app_purpose()) = 'export'
            OR EXISTS (
                SELECT 1 FROM belief_evidence e
                WHERE e.person_id = belief.person_id AND e.belief_id = belief.id
            )
        )
    )
    WITH CHECK (person_id = (SELECT app_person()));

-- What goes by a foreign key goes in the name of the tables' owner, and so do the triggers that this fires. The owner
-- migrates and is nobody's connection; the triggers name the person in each statement.
CREATE POLICY upkeep ON belief_evidence TO beknown_owner USING (true);
CREATE POLICY upkeep ON belief TO beknown_owner USING (true);

-- No belief without evidence: the last piece of evidence takes the belief with it.
CREATE FUNCTION drop_baseless_beliefs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM belief b USING (SELECT DISTINCT person_id, belief_id FROM gone) g
    WHERE b.person_id = g.person_id AND b.id = g.belief_id
      AND NOT EXISTS (
          SELECT 1 FROM belief_evidence e WHERE e.person_id = b.person_id AND e.belief_id = b.id
      );
    RETURN NULL;
END
$$;
CREATE TRIGGER drop_baseless AFTER DELETE ON belief_evidence
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION drop_baseless_beliefs();
