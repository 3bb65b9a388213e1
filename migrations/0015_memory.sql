-- Memory: what can be recalled of the log, by words and by meaning. A projection: dropping it loses nothing.

-- One row for each passage of an event. `words` holds the folded words of the passage, without positions.
CREATE TABLE memory (
    person_id uuid NOT NULL,
    event_id uuid NOT NULL,
    part smallint NOT NULL CHECK (part >= 0),
    source_id uuid NOT NULL,
    occurred_at timestamptz,
    start int NOT NULL CHECK (start >= 0),
    size int NOT NULL CHECK (size >= 0),
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    words tsvector NOT NULL,
    PRIMARY KEY (person_id, event_id, part),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
COMMENT ON TABLE memory IS
    'The words of what a person said or did, one row a passage; visible like the event it comes from.';
ALTER TABLE memory ENABLE ROW LEVEL SECURITY;
ALTER TABLE memory FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON memory TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) = ANY (purposes)
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));

-- The vector of a passage in the space of one embedding model. `bits` holds its signs: a scan reads only them,
-- the vector itself lies outside of the row and is read for the nearest few.
CREATE TABLE memory_vector (
    person_id uuid NOT NULL,
    event_id uuid NOT NULL,
    part smallint NOT NULL,
    source_id uuid NOT NULL,
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    space text NOT NULL,
    bits bit varying NOT NULL,
    vector halfvec NOT NULL,
    PRIMARY KEY (person_id, event_id, part),
    FOREIGN KEY (person_id, event_id, part) REFERENCES memory ON DELETE CASCADE
) WITH (toast_tuple_target = 128);
ALTER TABLE memory_vector ALTER COLUMN vector SET STORAGE EXTERNAL;
COMMENT ON TABLE memory_vector IS
    'The meaning of a passage as a vector, with the model whose space it lies in; visible like its event.';
ALTER TABLE memory_vector ENABLE ROW LEVEL SECURITY;
ALTER TABLE memory_vector FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON memory_vector TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) = ANY (purposes)
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
    space text NOT NULL,
    centre halfvec NOT NULL,
    passages bigint NOT NULL CHECK (passages > 0),
    PRIMARY KEY (person_id, space)
);
COMMENT ON TABLE memory_centre IS
    'The mean of a person''s vectors. purposes: account, assistant, feed, ads, business, live, export, safety';
ALTER TABLE memory_centre ENABLE ROW LEVEL SECURITY;
ALTER TABLE memory_centre FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON memory_centre TO beknown_app USING (person_id = (SELECT app_person()));
