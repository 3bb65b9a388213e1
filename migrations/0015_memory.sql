-- Memory: what can be recalled of the log, by words and by meaning. A projection: dropping it loses nothing.

-- Purposes as bits: a scan of a hundred thousand rows compares a number instead of a list of words.
CREATE FUNCTION audience_of(purposes text[]) RETURNS smallint LANGUAGE sql IMMUTABLE
RETURN (
    SELECT coalesce(bit_or(1 << (place - 1)::int), 0)::smallint
    FROM unnest(ARRAY['account', 'assistant', 'feed', 'ads', 'business', 'live', 'export', 'safety'])
        WITH ORDINALITY AS known (purpose, place)
    WHERE purpose = ANY (purposes)
);

CREATE FUNCTION app_audience() RETURNS smallint LANGUAGE sql STABLE
RETURN public.audience_of(ARRAY[public.app_purpose()]);

-- One row for each passage of an event: where it stands in the event's text.
CREATE TABLE memory (
    person_id uuid NOT NULL,
    event_id uuid NOT NULL,
    source_id uuid NOT NULL,
    occurred_at timestamptz,
    start int NOT NULL CHECK (start >= 0),
    size int NOT NULL CHECK (size >= 0),
    part smallint NOT NULL CHECK (part >= 0),
    audience smallint NOT NULL,
    PRIMARY KEY (person_id, event_id, part),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
CREATE INDEX memory_time ON memory (person_id, occurred_at DESC) WHERE part = 0;
COMMENT ON TABLE memory IS 'The passages of what a person said or did; `audience` holds the purposes of the event.';
ALTER TABLE memory ENABLE ROW LEVEL SECURITY;
ALTER TABLE memory FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON memory TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND audience & (SELECT app_audience()) <> 0
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

-- One row for each word of a passage. Equality and order of text are leakproof, so this index serves a query behind
-- the policy, which a text search index doesn't; all that a query reads stands in it.
CREATE TABLE memory_word (
    person_id uuid NOT NULL,
    event_id uuid NOT NULL,
    source_id uuid NOT NULL,
    word text COLLATE "C" NOT NULL,
    part smallint NOT NULL,
    size smallint NOT NULL CHECK (size >= 0),
    audience smallint NOT NULL,
    FOREIGN KEY (person_id, event_id, part) REFERENCES memory ON DELETE CASCADE
);
CREATE UNIQUE INDEX memory_word_search ON memory_word (person_id, word, event_id, part)
    INCLUDE (size, audience, source_id);
CREATE INDEX memory_word_event ON memory_word (person_id, event_id, part);
COMMENT ON TABLE memory_word IS 'The folded words of each passage; visible like the event they come from.';
ALTER TABLE memory_word ENABLE ROW LEVEL SECURITY;
ALTER TABLE memory_word FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON memory_word TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND audience & (SELECT app_audience()) <> 0
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

-- The signs of a passage's vector as seen from the person's centre: what a search by meaning scans. `space` numbers
-- the embedding model, whose vectors can't be compared with another's.
CREATE TABLE memory_sign (
    person_id uuid NOT NULL,
    event_id uuid NOT NULL,
    source_id uuid NOT NULL,
    space int NOT NULL,
    part smallint NOT NULL,
    audience smallint NOT NULL,
    bits bit varying NOT NULL,
    PRIMARY KEY (person_id, event_id, part),
    FOREIGN KEY (person_id, event_id, part) REFERENCES memory ON DELETE CASCADE
);
COMMENT ON TABLE memory_sign IS 'The meaning of each passage in short; visible like the event it comes from.';
ALTER TABLE memory_sign ENABLE ROW LEVEL SECURITY;
ALTER TABLE memory_sign FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON memory_sign TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND audience & (SELECT app_audience()) <> 0
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

-- The vector itself, read for the nearest few.
CREATE TABLE memory_vector (
    person_id uuid NOT NULL,
    event_id uuid NOT NULL,
    source_id uuid NOT NULL,
    space int NOT NULL,
    part smallint NOT NULL,
    audience smallint NOT NULL,
    vector halfvec NOT NULL,
    PRIMARY KEY (person_id, event_id, part),
    FOREIGN KEY (person_id, event_id, part) REFERENCES memory ON DELETE CASCADE
);
COMMENT ON TABLE memory_vector IS 'The meaning of each passage as a vector; visible like the event it comes from.';
ALTER TABLE memory_vector ENABLE ROW LEVEL SECURITY;
ALTER TABLE memory_vector FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON memory_vector TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND audience & (SELECT app_audience()) <> 0
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

-- Passages whose vector is yet to be made. The job takes the newest first.
CREATE TABLE memory_waiting (
    person_id uuid NOT NULL,
    event_id uuid NOT NULL,
    part smallint NOT NULL,
    PRIMARY KEY (person_id, event_id, part),
    FOREIGN KEY (person_id, event_id, part) REFERENCES memory ON DELETE CASCADE
);
COMMENT ON TABLE memory_waiting IS
    'Which passages still wait for their vector. purposes: account, assistant, feed, ads, business, live, export, safety';
ALTER TABLE memory_waiting ENABLE ROW LEVEL SECURITY;
ALTER TABLE memory_waiting FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON memory_waiting TO beknown_app USING (person_id = (SELECT app_person()));

-- The mean of a person's vectors in one space: vectors of one model point much the same way, and only as seen from
-- their mean do signs tell them apart.
CREATE TABLE memory_centre (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    space int NOT NULL,
    centre halfvec NOT NULL,
    passages bigint NOT NULL CHECK (passages > 0),
    PRIMARY KEY (person_id, space)
);
COMMENT ON TABLE memory_centre IS
    'The mean of a person''s vectors, those of dialogue too. purposes: account, assistant, feed, live, export, safety';
ALTER TABLE memory_centre ENABLE ROW LEVEL SECURITY;
ALTER TABLE memory_centre FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON memory_centre TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) NOT IN ('ads', 'business'));
