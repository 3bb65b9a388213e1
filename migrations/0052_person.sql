-- Who a person is: what interests them, how they write, and what the model saw of it for each answer.

-- Interests -------------------------------------------------------------------------------------------------------

-- What one event says of interests: its telling phrases, folded, and beside them as they were written.
CREATE TABLE interest_signal (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    event_id uuid NOT NULL,
    source_id uuid NOT NULL,
    kind text NOT NULL,
    occurred_at timestamptz NOT NULL,
    weight real NOT NULL CHECK (weight > 0),
    half_life_days real NOT NULL CHECK (half_life_days > 0),
    phrases text[] NOT NULL,
    words text[] NOT NULL,
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    PRIMARY KEY (person_id, event_id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
COMMENT ON TABLE interest_signal IS 'The phrases of each event that tells of an interest; visible like the event.';
ALTER TABLE interest_signal ENABLE ROW LEVEL SECURITY;
ALTER TABLE interest_signal FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON interest_signal TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) = ANY (purposes)
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

-- What the person did with a topic by their own hand, as their log has it.
CREATE TABLE interest_choice (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    event_id uuid NOT NULL,
    deed text NOT NULL,
    phrases text[] NOT NULL,
    name text,
    undoes uuid,
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    PRIMARY KEY (person_id, event_id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
COMMENT ON TABLE interest_choice IS 'Topics that a person pinned, renamed, muted, merged or forgot by their own hand.';
ALTER TABLE interest_choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE interest_choice FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON interest_choice TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = ANY (purposes))
    WITH CHECK (person_id = (SELECT app_person()));

-- A topic holds no words: those stand with its evidence, so that each purpose sees only words that may serve it.
CREATE TABLE interest (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    is_pinned boolean NOT NULL DEFAULT false,
    is_muted boolean NOT NULL DEFAULT false,
    named_by uuid,
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    PRIMARY KEY (person_id, id)
);
COMMENT ON TABLE interest IS 'Topics found in what a person says and does; held only while their evidence remains.';

CREATE TABLE interest_evidence (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    interest_id uuid NOT NULL,
    event_id uuid NOT NULL,
    source_id uuid NOT NULL,
    kind text NOT NULL,
    occurred_at timestamptz NOT NULL,
    weight real NOT NULL,
    half_life_days real NOT NULL CHECK (half_life_days > 0),
    phrases text[] NOT NULL,
    words text[] NOT NULL,
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    PRIMARY KEY (person_id, interest_id, event_id),
    FOREIGN KEY (person_id, interest_id) REFERENCES interest ON DELETE CASCADE,
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
CREATE INDEX interest_evidence_event ON interest_evidence (person_id, event_id);
COMMENT ON TABLE interest_evidence IS 'Which events a topic stands on, and how much each weighs; visible like the event.';
ALTER TABLE interest_evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE interest_evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON interest_evidence TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) = ANY (purposes)
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

ALTER TABLE interest ENABLE ROW LEVEL SECURITY;
ALTER TABLE interest FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON interest TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) = ANY (purposes)
        AND (
            (SELECT app_purpose()) = 'export'
            OR EXISTS (
                SELECT 1 FROM interest_evidence e
                WHERE e.person_id = interest.person_id AND e.interest_id = interest.id
            )
        )
    )
    WITH CHECK (person_id = (SELECT app_person()));

-- Topics depend on all signals together. `changes` counts what came and went, `settled` how much of it they reflect.
CREATE TABLE interest_state (
    person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    changes bigint NOT NULL,
    settled bigint NOT NULL
);
COMMENT ON TABLE interest_state IS
    'Whether the topics of a person are up to date. purposes: account, assistant, feed, ads, business, live, export, safety';
ALTER TABLE interest_state ENABLE ROW LEVEL SECURITY;
ALTER TABLE interest_state FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON interest_state TO beknown_app USING (person_id = (SELECT app_person()));

CREATE FUNCTION note_interest_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE interest_state s SET changes = s.changes + 1
    FROM (SELECT DISTINCT person_id FROM gone) g WHERE s.person_id = g.person_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER note_change AFTER DELETE ON interest_signal
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_interest_change();
CREATE TRIGGER note_change AFTER DELETE ON interest_choice
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_interest_change();

-- Style -----------------------------------------------------------------------------------------------------------

-- What one thing that a person wrote says of their style: `marks` such as `language:de`, `hour:21`, `form:informal`.
CREATE TABLE style_observation (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    event_id uuid NOT NULL,
    source_id uuid NOT NULL,
    marks text[] NOT NULL,
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    PRIMARY KEY (person_id, event_id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
COMMENT ON TABLE style_observation IS 'How each message or post of a person was written; visible like the event.';
ALTER TABLE style_observation ENABLE ROW LEVEL SECURITY;
ALTER TABLE style_observation FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON style_observation TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) = ANY (purposes)
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

-- How often each mark was seen in each source, kept up by the triggers below: reading a style reads a few hundred rows.
CREATE TABLE style_count (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    source_id uuid NOT NULL,
    mark text NOT NULL,
    number bigint NOT NULL,
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    PRIMARY KEY (person_id, source_id, mark),
    FOREIGN KEY (person_id, source_id) REFERENCES source ON DELETE CASCADE
);
COMMENT ON TABLE style_count IS 'How often a person writes in which way, by source; visible where the source is.';
ALTER TABLE style_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE style_count FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON style_count TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) = ANY (purposes)
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

CREATE FUNCTION count_style() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO style_count (person_id, source_id, mark, number, purposes)
    SELECT n.person_id, n.source_id, m.mark, count(*), n.purposes
    FROM new_rows n CROSS JOIN LATERAL unnest(n.marks) AS m (mark)
    GROUP BY n.person_id, n.source_id, m.mark, n.purposes
    ORDER BY 1, 2, 3
    ON CONFLICT (person_id, source_id, mark) DO UPDATE SET number = style_count.number + excluded.number;
    RETURN NULL;
END
$$;
CREATE TRIGGER count_style AFTER INSERT ON style_observation
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_style();

CREATE FUNCTION discount_style() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE style_count c SET number = c.number - g.number
    FROM (
        SELECT o.person_id, o.source_id, m.mark, count(*) AS number
        FROM gone o CROSS JOIN LATERAL unnest(o.marks) AS m (mark)
        GROUP BY o.person_id, o.source_id, m.mark
    ) g
    WHERE c.person_id = g.person_id AND c.source_id = g.source_id AND c.mark = g.mark;
    DELETE FROM style_count c USING (SELECT DISTINCT person_id FROM gone) g
    WHERE c.person_id = g.person_id AND c.number <= 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER discount_style AFTER DELETE ON style_observation
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION discount_style();

-- What the person set by hand, as their log has it; the latest of each trait holds, and NULL gives it back.
CREATE TABLE style_choice (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    event_id uuid NOT NULL,
    trait text NOT NULL,
    value text,
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    PRIMARY KEY (person_id, event_id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
COMMENT ON TABLE style_choice IS 'Traits of style that a person set by their own hand.';
ALTER TABLE style_choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE style_choice FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON style_choice TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = ANY (purposes))
    WITH CHECK (person_id = (SELECT app_person()));

-- What the model saw ----------------------------------------------------------------------------------------------

CREATE TABLE message_context (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    message_id uuid NOT NULL,
    instructions text NOT NULL,
    profile text NOT NULL,
    passages text NOT NULL,
    event_ids uuid[] NOT NULL,
    interest_ids uuid[] NOT NULL,
    is_emptied boolean NOT NULL DEFAULT false,
    PRIMARY KEY (person_id, message_id),
    FOREIGN KEY (person_id, message_id) REFERENCES message ON DELETE CASCADE
);
COMMENT ON TABLE message_context IS
    'What a model was told for an answer, word for word, and the events it stands on. purposes: assistant, export';
ALTER TABLE message_context ENABLE ROW LEVEL SECURITY;
ALTER TABLE message_context FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON message_context TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('assistant', 'export'));

-- An event that is forgotten takes along what was said of it.
CREATE FUNCTION empty_contexts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE message_context c
    SET instructions = '', profile = '', passages = '', event_ids = '{}', interest_ids = '{}', is_emptied = true
    FROM (
        SELECT DISTINCT k.person_id, k.message_id
        FROM message_context k CROSS JOIN LATERAL unnest(k.event_ids) AS e (id)
        JOIN gone g ON g.person_id = k.person_id AND g.id = e.id
    ) touched
    WHERE c.person_id = touched.person_id AND c.message_id = touched.message_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER empty_contexts AFTER DELETE ON event
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION empty_contexts();

-- So does an answer that was forgotten because it quoted such an event (see 0030_assistant.sql).
CREATE FUNCTION empty_context_of_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE message_context
    SET instructions = '', profile = '', passages = '', event_ids = '{}', interest_ids = '{}', is_emptied = true
    WHERE person_id = NEW.person_id AND message_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER empty_context AFTER UPDATE OF state ON message
    FOR EACH ROW WHEN (NEW.state = 'forgotten') EXECUTE FUNCTION empty_context_of_forgotten();

-- What goes by a foreign key goes in the name of the tables' owner, and so do the triggers that this fires.
CREATE POLICY upkeep ON interest_signal TO beknown_owner USING (true);
CREATE POLICY upkeep ON interest_choice TO beknown_owner USING (true);
CREATE POLICY upkeep ON interest TO beknown_owner USING (true);
CREATE POLICY upkeep ON interest_evidence TO beknown_owner USING (true);
CREATE POLICY upkeep ON interest_state TO beknown_owner USING (true);
CREATE POLICY upkeep ON style_observation TO beknown_owner USING (true);
CREATE POLICY upkeep ON style_count TO beknown_owner USING (true);
CREATE POLICY upkeep ON style_choice TO beknown_owner USING (true);
CREATE POLICY upkeep ON message_context TO beknown_owner USING (true);

-- No topic without evidence. When the last of it went because its events were forgotten, what a model was told of the
-- topic goes too; topics that are only sorted anew keep it.
CREATE FUNCTION drop_baseless_interests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE message_context c
    SET instructions = '', profile = '', passages = '', event_ids = '{}', interest_ids = '{}', is_emptied = true
    FROM (
        SELECT g.person_id, array_agg(DISTINCT g.interest_id) AS ids
        FROM gone g
        WHERE NOT EXISTS (
            SELECT 1 FROM interest_evidence e WHERE e.person_id = g.person_id AND e.interest_id = g.interest_id
        ) AND NOT EXISTS (SELECT 1 FROM event v WHERE v.person_id = g.person_id AND v.id = g.event_id)
        GROUP BY g.person_id
    ) baseless
    WHERE c.person_id = baseless.person_id AND c.interest_ids && baseless.ids;
    DELETE FROM interest i USING (SELECT DISTINCT person_id, interest_id FROM gone) g
    WHERE i.person_id = g.person_id AND i.id = g.interest_id
      AND NOT EXISTS (
          SELECT 1 FROM interest_evidence e WHERE e.person_id = i.person_id AND e.interest_id = i.id
      );
    RETURN NULL;
END
$$;
CREATE TRIGGER drop_baseless AFTER DELETE ON interest_evidence
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION drop_baseless_interests();
