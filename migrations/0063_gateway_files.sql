-- Files that programs give through the model API, uploads under way, and stores in which they search them.

CREATE TABLE api_file (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    blob_id uuid NOT NULL,
    kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    name text NOT NULL,
    size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, blob_id) REFERENCES blob ON DELETE CASCADE
);
CREATE INDEX api_file_blob ON api_file (person_id, blob_id);
COMMENT ON TABLE api_file IS 'Files that programs of a person gave through the model API. purposes: account, export';
ALTER TABLE api_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_file FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON api_file TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('account', 'export'));

CREATE TABLE api_upload (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    name text NOT NULL,
    media_type text NOT NULL,
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),
    state text NOT NULL CHECK (state IN ('pending', 'completed', 'cancelled')),
    file_id uuid,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, file_id) REFERENCES api_file ON DELETE CASCADE
);
CREATE INDEX api_upload_file ON api_upload (person_id, file_id);
COMMENT ON TABLE api_upload IS 'Files that come through the model API in parts. purposes: account, export';
ALTER TABLE api_upload ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_upload FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON api_upload TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('account', 'export'));

CREATE TABLE api_upload_part (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    upload_id uuid NOT NULL,
    blob_id uuid NOT NULL,
    size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, upload_id) REFERENCES api_upload ON DELETE CASCADE,
    FOREIGN KEY (person_id, blob_id) REFERENCES blob ON DELETE CASCADE
);
CREATE INDEX api_upload_part_upload ON api_upload_part (person_id, upload_id, id);
CREATE INDEX api_upload_part_blob ON api_upload_part (person_id, blob_id);
COMMENT ON TABLE api_upload_part IS 'The parts of an upload that isn''t complete yet. purposes: account, export';
ALTER TABLE api_upload_part ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_upload_part FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON api_upload_part TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('account', 'export'));

CREATE TABLE vector_store (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    name text NOT NULL,
    metadata jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    last_active_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id)
);
COMMENT ON TABLE vector_store IS
    'Stores in which programs of a person search the files that they gave. purposes: account, export';
ALTER TABLE vector_store ENABLE ROW LEVEL SECURITY;
ALTER TABLE vector_store FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON vector_store TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('account', 'export'));

CREATE TABLE vector_store_file (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    store_id uuid NOT NULL,
    file_id uuid NOT NULL,
    attributes jsonb NOT NULL,
    error text,
    size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, store_id, file_id),
    FOREIGN KEY (person_id, store_id) REFERENCES vector_store ON DELETE CASCADE,
    FOREIGN KEY (person_id, file_id) REFERENCES api_file ON DELETE CASCADE
);
CREATE INDEX vector_store_file_file ON vector_store_file (person_id, file_id);
COMMENT ON TABLE vector_store_file IS
    'Which files a store holds; error says why one could not be read. purposes: account, export';
ALTER TABLE vector_store_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE vector_store_file FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON vector_store_file TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('account', 'export'));

-- Searched exactly, through the person and the store: an approximate index gives too few rows under a row policy.
CREATE TABLE vector_store_part (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    store_id uuid NOT NULL,
    file_id uuid NOT NULL,
    number int NOT NULL CHECK (number >= 0),
    text text NOT NULL,
    space text NOT NULL,
    vector halfvec NOT NULL,
    PRIMARY KEY (person_id, store_id, file_id, number),
    FOREIGN KEY (person_id, store_id, file_id) REFERENCES vector_store_file ON DELETE CASCADE
);
COMMENT ON TABLE vector_store_part IS
    'Passages of files in a store, each with its meaning as a vector. purposes: account, export';
ALTER TABLE vector_store_part ENABLE ROW LEVEL SECURITY;
ALTER TABLE vector_store_part FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON vector_store_part TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('account', 'export'));
