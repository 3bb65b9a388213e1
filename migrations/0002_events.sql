-- The append-only log of what people say and do, and where each piece came from.

CREATE TABLE source (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL,
    account text NOT NULL DEFAULT '',
    purposes text[] NOT NULL CHECK (purposes @> ARRAY['export', 'safety']),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (person_id, id),
    UNIQUE (person_id, kind, account)
);
COMMENT ON TABLE source IS
    'Where events come from; `purposes` holds the person''s switches: an event serves a purpose only if its source does.';
ALTER TABLE source ENABLE ROW LEVEL SECURITY;
ALTER TABLE source FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON source TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = ANY (purposes))
    WITH CHECK (person_id = (SELECT app_person()));

-- The sources that may serve the purpose of this transaction. Row security on `source` holds inside it.
CREATE FUNCTION app_sources() RETURNS uuid[] LANGUAGE sql STABLE
RETURN ARRAY(
    SELECT id FROM public.source
    WHERE person_id = (SELECT app_person()) AND (SELECT app_purpose()) = ANY (purposes)
);

CREATE TABLE event (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    source_id uuid NOT NULL,
    type text NOT NULL,
    key text NOT NULL,
    occurred_at timestamptz,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    speaker text,
    is_mine boolean NOT NULL DEFAULT false,
    thread text,
    thread_title text,
    text text NOT NULL DEFAULT '',
    payload jsonb NOT NULL DEFAULT '{}',
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    PRIMARY KEY (person_id, id),
    UNIQUE (person_id, source_id, key),
    FOREIGN KEY (person_id, source_id) REFERENCES source ON DELETE CASCADE
);
CREATE INDEX event_time ON event (person_id, occurred_at DESC NULLS LAST, id DESC);
CREATE INDEX event_thread ON event (person_id, source_id, thread, occurred_at, id);
COMMENT ON TABLE event IS 'What a person said or did, once and for ever; visible for the purposes of the row AND of its source.';
ALTER TABLE event ENABLE ROW LEVEL SECURITY;
ALTER TABLE event FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON event TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) = ANY (purposes)
        AND source_id = ANY ((SELECT app_sources())::uuid[])
    )
    WITH CHECK (person_id = (SELECT app_person()));
-- Append-only: an event is never changed. It can be forgotten, by the person's own hand.
CREATE POLICY append_only ON event AS RESTRICTIVE FOR UPDATE TO beknown_app USING (false);
CREATE POLICY forget ON event AS RESTRICTIVE FOR DELETE TO beknown_app USING ((SELECT app_purpose()) = 'export');

CREATE TABLE event_media (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    event_id uuid NOT NULL,
    position int NOT NULL,
    blob_id uuid NOT NULL,
    caption text NOT NULL DEFAULT '',
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    PRIMARY KEY (person_id, event_id, position),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE,
    FOREIGN KEY (person_id, blob_id) REFERENCES blob ON DELETE CASCADE
);
CREATE INDEX event_media_blob ON event_media (person_id, blob_id);
COMMENT ON TABLE event_media IS 'Which files belong to an event, in order.';
ALTER TABLE event_media ENABLE ROW LEVEL SECURITY;
ALTER TABLE event_media FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON event_media TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = ANY (purposes));
