-- The people and places of a person's life, as the log shows them.
--
-- An alias is a name, number or handle under which somebody appears in one source; an encounter is an event in which
-- an alias or a conversation has a part. These follow from single events. An acquaintance is the aliases that are one
-- human being, with what is summed up over their encounters; those rows are worked out anew whenever they are touched.

CREATE TABLE alias (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    source_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('name', 'phone', 'email', 'handle')),
    key text NOT NULL,
    name text NOT NULL,
    match text NOT NULL,
    first_name text NOT NULL,
    is_strong boolean NOT NULL,
    acquaintance_id uuid,
    is_touched boolean NOT NULL DEFAULT true,
    audience smallint NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, source_id) REFERENCES source ON DELETE CASCADE
);
CREATE INDEX alias_acquaintance ON alias (person_id, acquaintance_id);
CREATE INDEX alias_first_name ON alias (person_id, first_name);
CREATE INDEX alias_touched ON alias (person_id) WHERE is_touched;
COMMENT ON TABLE alias IS
    'Under which names, numbers and handles people appear in a source; `is_strong` ones with the same `match` are one.';
ALTER TABLE alias ENABLE ROW LEVEL SECURITY;
ALTER TABLE alias FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON alias TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND audience & (SELECT app_audience()) <> 0
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

CREATE TABLE circle (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    source_id uuid NOT NULL,
    thread text NOT NULL,
    title text NOT NULL DEFAULT '',
    members int NOT NULL DEFAULT 0,
    messages int NOT NULL DEFAULT 0,
    first_at timestamptz,
    last_at timestamptz,
    is_touched boolean NOT NULL DEFAULT true,
    audience smallint NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, source_id) REFERENCES source ON DELETE CASCADE
);
CREATE INDEX circle_touched ON circle (person_id) WHERE is_touched;
COMMENT ON TABLE circle IS 'Conversations: with one other member two people who talk, with several a group.';
ALTER TABLE circle ENABLE ROW LEVEL SECURITY;
ALTER TABLE circle FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON circle TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND audience & (SELECT app_audience()) <> 0
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

CREATE TABLE encounter (
    person_id uuid NOT NULL,
    event_id uuid NOT NULL,
    position smallint NOT NULL CHECK (position >= 0),
    source_id uuid NOT NULL,
    alias_id uuid,
    circle_id uuid,
    direction text NOT NULL CHECK (direction IN ('received', 'sent', 'known', 'named')),
    occurred_at timestamptz,
    audience smallint NOT NULL,
    PRIMARY KEY (person_id, event_id, position),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE,
    FOREIGN KEY (person_id, alias_id) REFERENCES alias ON DELETE CASCADE,
    FOREIGN KEY (person_id, circle_id) REFERENCES circle ON DELETE CASCADE
);
CREATE INDEX encounter_alias ON encounter (person_id, alias_id, occurred_at DESC);
CREATE INDEX encounter_circle ON encounter (person_id, circle_id, occurred_at DESC);
COMMENT ON TABLE encounter IS
    'Which alias had a part in which event; what the person wrote to a conversation has only the conversation.';
ALTER TABLE encounter ENABLE ROW LEVEL SECURITY;
ALTER TABLE encounter FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON encounter TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND audience & (SELECT app_audience()) <> 0
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

-- Two aliases that one event says are one: a contact has a name and a number.
CREATE TABLE alias_link (
    person_id uuid NOT NULL,
    event_id uuid NOT NULL,
    alias_id uuid NOT NULL,
    other_id uuid NOT NULL,
    source_id uuid NOT NULL,
    audience smallint NOT NULL,
    PRIMARY KEY (person_id, event_id, alias_id, other_id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE,
    FOREIGN KEY (person_id, alias_id) REFERENCES alias ON DELETE CASCADE,
    FOREIGN KEY (person_id, other_id) REFERENCES alias ON DELETE CASCADE
);
CREATE INDEX alias_link_alias ON alias_link (person_id, alias_id);
CREATE INDEX alias_link_other ON alias_link (person_id, other_id);
COMMENT ON TABLE alias_link IS 'Which event says of two aliases that they are one human being.';
ALTER TABLE alias_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE alias_link FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON alias_link TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND audience & (SELECT app_audience()) <> 0
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

-- Sums over all encounters of the aliases. `audience` is what all of them may serve: whoever is known from dialogue
-- serves the assistant alone. `warm_*` are sums that fade by half in a year, counted from the year 2000 on.
CREATE TABLE acquaintance (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    name text NOT NULL,
    relation text,
    relation_event_id uuid,
    source_ids uuid[] NOT NULL,
    sent int NOT NULL,
    received int NOT NULL,
    in_groups int NOT NULL,
    warm_sent double precision NOT NULL,
    warm_received double precision NOT NULL,
    months int NOT NULL,
    first_at timestamptz,
    last_at timestamptz,
    audience smallint NOT NULL,
    PRIMARY KEY (person_id, id)
);
CREATE INDEX acquaintance_relation ON acquaintance (person_id, relation);
COMMENT ON TABLE acquaintance IS 'People in a person''s life; gone with the last alias.';
ALTER TABLE acquaintance ENABLE ROW LEVEL SECURITY;
ALTER TABLE acquaintance FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON acquaintance TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND audience & (SELECT app_audience()) <> 0
        AND source_ids && (SELECT app_sources())::uuid[]
    )
    WITH CHECK (person_id = (SELECT app_person()));

CREATE TABLE acquaintance_month (
    person_id uuid NOT NULL,
    acquaintance_id uuid NOT NULL,
    month date NOT NULL,
    sent int NOT NULL,
    received int NOT NULL,
    in_groups int NOT NULL,
    source_ids uuid[] NOT NULL,
    audience smallint NOT NULL,
    PRIMARY KEY (person_id, acquaintance_id, month),
    FOREIGN KEY (person_id, acquaintance_id) REFERENCES acquaintance ON DELETE CASCADE
);
COMMENT ON TABLE acquaintance_month IS 'How much a person and an acquaintance wrote to each other, month by month.';
ALTER TABLE acquaintance_month ENABLE ROW LEVEL SECURITY;
ALTER TABLE acquaintance_month FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON acquaintance_month TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND audience & (SELECT app_audience()) <> 0
        AND source_ids && (SELECT app_sources())::uuid[]
    )
    WITH CHECK (person_id = (SELECT app_person()));

CREATE TABLE circle_member (
    person_id uuid NOT NULL,
    circle_id uuid NOT NULL,
    acquaintance_id uuid NOT NULL,
    received int NOT NULL,
    source_id uuid NOT NULL,
    audience smallint NOT NULL,
    PRIMARY KEY (person_id, circle_id, acquaintance_id),
    FOREIGN KEY (person_id, circle_id) REFERENCES circle ON DELETE CASCADE,
    FOREIGN KEY (person_id, acquaintance_id) REFERENCES acquaintance ON DELETE CASCADE
);
CREATE INDEX circle_member_acquaintance ON circle_member (person_id, acquaintance_id);
COMMENT ON TABLE circle_member IS 'Who speaks in which conversation.';
ALTER TABLE circle_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE circle_member FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON circle_member TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND audience & (SELECT app_audience()) <> 0
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

-- What one event says about relations, dates and promises, with the span of its text that says it.
CREATE TABLE world_cue (
    person_id uuid NOT NULL,
    event_id uuid NOT NULL,
    position smallint NOT NULL CHECK (position >= 0),
    source_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('relation', 'date', 'promise', 'occasion', 'kept')),
    what text NOT NULL,
    alias_id uuid,
    circle_id uuid,
    called text NOT NULL DEFAULT '',
    is_mine boolean NOT NULL,
    on_day date,
    is_certain boolean NOT NULL,
    quote_start int NOT NULL CHECK (quote_start >= 0),
    quote_size int NOT NULL CHECK (quote_size >= 0),
    occurred_at timestamptz,
    audience smallint NOT NULL,
    PRIMARY KEY (person_id, event_id, position),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE,
    FOREIGN KEY (person_id, alias_id) REFERENCES alias ON DELETE CASCADE,
    FOREIGN KEY (person_id, circle_id) REFERENCES circle ON DELETE CASCADE
);
CREATE INDEX world_cue_kind ON world_cue (person_id, kind, on_day);
CREATE INDEX world_cue_alias ON world_cue (person_id, alias_id);
CREATE INDEX world_cue_circle ON world_cue (person_id, circle_id);
COMMENT ON TABLE world_cue IS 'What an event says of a relation, a date that recurs, a promise or an occasion.';
ALTER TABLE world_cue ENABLE ROW LEVEL SECURITY;
ALTER TABLE world_cue FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON world_cue TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND audience & (SELECT app_audience()) <> 0
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

CREATE TABLE place_visit (
    person_id uuid NOT NULL,
    event_id uuid NOT NULL,
    source_id uuid NOT NULL,
    place_id uuid NOT NULL,
    name text NOT NULL,
    address text NOT NULL DEFAULT '',
    latitude double precision,
    longitude double precision,
    occurred_at timestamptz,
    audience smallint NOT NULL,
    PRIMARY KEY (person_id, event_id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
CREATE INDEX place_visit_place ON place_visit (person_id, place_id, occurred_at DESC);
COMMENT ON TABLE place_visit IS 'Where a person has been; a place is the visits with one `place_id`.';
ALTER TABLE place_visit ENABLE ROW LEVEL SECURITY;
ALTER TABLE place_visit FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON place_visit TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND audience & (SELECT app_audience()) <> 0
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

-- What the person said of their world by hand; the event in the log is what counts, this is how it is read.
CREATE TABLE world_act (
    person_id uuid NOT NULL,
    event_id uuid NOT NULL,
    source_id uuid NOT NULL,
    act text NOT NULL,
    payload jsonb NOT NULL,
    acted_at timestamptz NOT NULL,
    audience smallint NOT NULL,
    PRIMARY KEY (person_id, event_id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
COMMENT ON TABLE world_act IS 'Merges, splits, names, relations and kept promises set by hand; they outrank what was learned.';
ALTER TABLE world_act ENABLE ROW LEVEL SECURITY;
ALTER TABLE world_act FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON world_act TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND audience & (SELECT app_audience()) <> 0
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

-- What goes by a foreign key goes in the name of the tables' owner, and so do the triggers that this fires.
CREATE POLICY upkeep ON alias TO beknown_owner USING (true);
CREATE POLICY upkeep ON circle TO beknown_owner USING (true);
CREATE POLICY upkeep ON encounter TO beknown_owner USING (true);
CREATE POLICY upkeep ON alias_link TO beknown_owner USING (true);
CREATE POLICY upkeep ON acquaintance TO beknown_owner USING (true);

-- Nobody without an encounter: the last one takes the alias along. Who stays is summed up anew.
CREATE FUNCTION drop_baseless_aliases() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    UPDATE alias a SET is_touched = true
    FROM alias g
    WHERE a.person_id = g.person_id AND a.acquaintance_id = g.acquaintance_id AND NOT a.is_touched
      AND (g.person_id, g.id) IN (SELECT person_id, alias_id FROM gone);
    UPDATE circle c SET is_touched = true
    WHERE NOT c.is_touched AND (c.person_id, c.id) IN (SELECT person_id, circle_id FROM gone);
    DELETE FROM alias a
    WHERE (a.person_id, a.id) IN (SELECT person_id, alias_id FROM gone)
      AND NOT EXISTS (SELECT 1 FROM encounter e WHERE e.person_id = a.person_id AND e.alias_id = a.id);
    DELETE FROM circle c
    WHERE (c.person_id, c.id) IN (SELECT person_id, circle_id FROM gone)
      AND NOT EXISTS (SELECT 1 FROM encounter e WHERE e.person_id = c.person_id AND e.circle_id = c.id);
    RETURN NULL;
END
$$;
CREATE TRIGGER drop_baseless AFTER DELETE ON encounter
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION drop_baseless_aliases();

CREATE FUNCTION drop_baseless_acquaintances() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    DELETE FROM acquaintance q
    WHERE (q.person_id, q.id) IN (SELECT person_id, acquaintance_id FROM gone)
      AND NOT EXISTS (
          SELECT 1 FROM alias a WHERE a.person_id = q.person_id AND a.acquaintance_id = q.id
      );
    RETURN NULL;
END
$$;
CREATE TRIGGER drop_baseless AFTER DELETE ON alias
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION drop_baseless_acquaintances();

-- Two aliases that nothing links any more are to be grouped anew.
CREATE FUNCTION loosen_aliases() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    UPDATE alias a SET acquaintance_id = NULL, is_touched = true
    WHERE (a.person_id, a.id) IN (
        SELECT person_id, alias_id FROM gone UNION SELECT person_id, other_id FROM gone
    );
    RETURN NULL;
END
$$;
CREATE TRIGGER loosen AFTER DELETE ON alias_link
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION loosen_aliases();

-- Closeness from 0 to 1: how much is written (it fades by half in a year), how mutual it is, over how many months.
-- Source: Gilbert and Karahalios, Predicting tie strength with social media, CHI 2009: intensity, reciprocity, duration.
CREATE FUNCTION closeness_of(warm_sent double precision, warm_received double precision, months int, at timestamptz)
RETURNS double precision LANGUAGE sql IMMUTABLE
RETURN (
    SELECT least(1, ln(1 + warm) / ln(301::double precision))
        * (0.5 + 0.3 * 2 * least(warm_sent, warm_received) / greatest(warm_sent + warm_received, 1e-9)
           + 0.2 * least(1, months / 24.0))
    FROM (
        SELECT (warm_sent + warm_received) * power(2::double precision, -(
            (extract(year FROM at AT TIME ZONE 'UTC') - 2000) * 12 + extract(month FROM at AT TIME ZONE 'UTC')
        )::double precision / 12) AS warm
    ) faded
);
