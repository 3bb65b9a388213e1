-- The ground: people, the two settings that every policy reads, blobs, tasks with progress, the access log.
--
-- COMMENT ON TABLE says what a table holds, and with 'purposes: ...' which purposes may read it. Tables with a
-- column `purposes` say it row by row. The isolation tests read both.

CREATE FUNCTION app_person() RETURNS uuid LANGUAGE sql STABLE
RETURN current_setting('app.person')::uuid;

CREATE FUNCTION app_purpose() RETURNS text LANGUAGE sql STABLE
RETURN current_setting('app.purpose');

COMMENT ON FUNCTION app_person() IS 'Whose transaction this is. An error when no scope was entered: never a leak.';

CREATE TABLE person (
    id uuid PRIMARY KEY,
    email text NOT NULL CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
    display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 200),
    role text NOT NULL DEFAULT 'member' CHECK (role IN ('operator', 'member')),
    locale text NOT NULL DEFAULT 'en',
    time_zone text NOT NULL DEFAULT 'UTC',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX person_email ON person (email);
COMMENT ON TABLE person IS 'Who has an account. purposes: account, assistant, feed, business, live, export, safety';
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
ALTER TABLE person FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON person TO beknown_app
    USING (
        id = (SELECT app_person())
        AND (SELECT app_purpose()) IN ('account', 'assistant', 'feed', 'business', 'live', 'export', 'safety')
    )
    WITH CHECK (id = (SELECT app_person()) AND (SELECT app_purpose()) = 'account');
-- Only the account page and erasing may delete a person; everything personal goes with the row.
CREATE POLICY erase ON person AS RESTRICTIVE FOR DELETE TO beknown_app
    USING ((SELECT app_purpose()) IN ('account', 'export'));

-- The lookup role owns the few SECURITY DEFINER functions that must find a person before one is known.
GRANT SELECT ON person TO beknown_lookup;
CREATE POLICY lookup ON person FOR SELECT TO beknown_lookup USING (true);

CREATE FUNCTION has_operator() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN EXISTS (SELECT 1 FROM public.person WHERE role = 'operator');
ALTER FUNCTION has_operator() OWNER TO beknown_lookup;

CREATE FUNCTION find_person_by_email(wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN (SELECT id FROM public.person WHERE email = lower(wanted));
ALTER FUNCTION find_person_by_email(text) OWNER TO beknown_lookup;

CREATE TABLE access_log (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    hour timestamptz NOT NULL,
    purpose text NOT NULL,
    kind text NOT NULL,
    reads bigint NOT NULL,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, hour, purpose, kind)
);
COMMENT ON TABLE access_log IS
    'Which purpose read which kind of data, by hour; written by the door itself. A purpose sees its own counts (the row in the tests is the assistant''s). purposes: assistant, export';
ALTER TABLE access_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_log FORCE ROW LEVEL SECURITY;
CREATE POLICY note ON access_log FOR INSERT TO beknown_app
    WITH CHECK (person_id = (SELECT app_person()) AND purpose = (SELECT app_purpose()));
CREATE POLICY see ON access_log FOR SELECT TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND ((SELECT app_purpose()) = 'export' OR purpose = (SELECT app_purpose()))
    );
CREATE POLICY count_up ON access_log FOR UPDATE TO beknown_app
    USING (person_id = (SELECT app_person()) AND purpose = (SELECT app_purpose()));

CREATE TABLE blob (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    sha256 bytea NOT NULL CHECK (length(sha256) = 32),
    size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
    media_type text NOT NULL,
    name text NOT NULL DEFAULT '',
    purposes text[] NOT NULL CHECK ('export' = ANY (purposes)),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (person_id, id)
);
CREATE INDEX blob_sha256 ON blob (person_id, sha256);
COMMENT ON TABLE blob IS 'Files of a person: media from archives, attachments. The bytes lie in the data folder.';
ALTER TABLE blob ENABLE ROW LEVEL SECURITY;
ALTER TABLE blob FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON blob TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = ANY (purposes));

CREATE TABLE task (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL,
    ref uuid,
    state text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    done bigint NOT NULL DEFAULT 0 CHECK (done >= 0),
    total bigint CHECK (total >= 0),
    error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    PRIMARY KEY (person_id, id)
);
CREATE INDEX task_recent ON task (person_id, created_at DESC);
COMMENT ON TABLE task IS
    'Long work of a person with its progress; `error` is a message of ours, never content. purposes: export, account';
ALTER TABLE task ENABLE ROW LEVEL SECURITY;
ALTER TABLE task FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON task TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('export', 'account'));
