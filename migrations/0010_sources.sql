-- What people bring: one row per import, with what became of every record in it.

CREATE TABLE import (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    task_id uuid NOT NULL,
    origin text NOT NULL CHECK (origin = ANY (ARRAY['upload', 'sample', 'path'])),
    state text NOT NULL CHECK (state = ANY (ARRAY['queued', 'running', 'asking', 'done', 'failed', 'cancelled'])),
    names text[] NOT NULL,
    size_bytes bigint NOT NULL,
    owner_names text[] NOT NULL DEFAULT '{}',
    likely_names text[] NOT NULL DEFAULT '{}',
    time_zone text,
    is_day_first boolean,
    questions jsonb NOT NULL DEFAULT '[]',
    read_items bigint NOT NULL DEFAULT 0,
    report jsonb NOT NULL DEFAULT '{}',
    error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    PRIMARY KEY (person_id, id)
);
CREATE INDEX import_created ON import (person_id, created_at DESC);
COMMENT ON TABLE import IS
    'An archive that was brought: how far it is read, what is asked about it, what became of its records. purposes: export';
ALTER TABLE import ENABLE ROW LEVEL SECURITY;
ALTER TABLE import FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON import TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export')
    WITH CHECK (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');
