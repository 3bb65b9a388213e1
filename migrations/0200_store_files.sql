-- How files in stores are cut, files put into a store in the background, and when files, uploads and stores expire.

ALTER TABLE api_file ADD COLUMN expires_at timestamptz;
CREATE INDEX api_file_expires ON api_file (expires_at) WHERE expires_at IS NOT NULL;

-- The file of an upload expires so long after it was put together.
ALTER TABLE api_upload ADD COLUMN file_seconds int CHECK (file_seconds > 0);
ALTER TABLE api_upload DROP CONSTRAINT api_upload_state_check;
ALTER TABLE api_upload ADD CHECK (state IN ('pending', 'completed', 'cancelled', 'expired'));
CREATE INDEX api_upload_expires ON api_upload (expires_at) WHERE state = 'pending';

-- A store expires so many days after it was last used; what is in it goes then, and it stays to tell so.
ALTER TABLE vector_store
    ADD COLUMN description text NOT NULL DEFAULT '',
    ADD COLUMN expires_days int CHECK (expires_days > 0),
    ADD COLUMN expired_at timestamptz;
CREATE INDEX vector_store_expires ON vector_store (last_active_at) WHERE expires_days IS NOT NULL AND expired_at IS NULL;

CREATE TABLE vector_store_batch (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    store_id uuid NOT NULL,
    key_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('in_progress', 'completed', 'cancelled', 'failed')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, store_id) REFERENCES vector_store ON DELETE CASCADE,
    FOREIGN KEY (person_id, key_id) REFERENCES api_key ON DELETE CASCADE
);
CREATE INDEX vector_store_batch_store ON vector_store_batch (person_id, store_id);
CREATE INDEX vector_store_batch_key ON vector_store_batch (person_id, key_id);
COMMENT ON TABLE vector_store_batch IS
    'Files that are put into a store in the background, together. purposes: account, export';
ALTER TABLE vector_store_batch ENABLE ROW LEVEL SECURITY;
ALTER TABLE vector_store_batch FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON vector_store_batch TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('account', 'export'));

-- Those that were there before were cut by what was the rule then.
ALTER TABLE vector_store_file
    ADD COLUMN state text NOT NULL DEFAULT 'completed'
        CHECK (state IN ('in_progress', 'completed', 'cancelled', 'failed')),
    ADD COLUMN part_tokens int NOT NULL DEFAULT 250 CHECK (part_tokens > 0),
    ADD COLUMN overlap_tokens int NOT NULL DEFAULT 50 CHECK (overlap_tokens >= 0),
    ADD COLUMN batch_id uuid;
UPDATE vector_store_file SET state = 'failed' WHERE error IS NOT NULL;
ALTER TABLE vector_store_file
    ALTER COLUMN state DROP DEFAULT, ALTER COLUMN part_tokens DROP DEFAULT, ALTER COLUMN overlap_tokens DROP DEFAULT,
    ADD FOREIGN KEY (person_id, batch_id) REFERENCES vector_store_batch ON DELETE SET NULL (batch_id);
CREATE INDEX vector_store_file_batch ON vector_store_file (person_id, batch_id);

-- What a batch answered: with which model, if with one, and what it used. Its answers may expire, and it outlives the
-- file of its requests.
ALTER TABLE api_batch
    ADD COLUMN output_seconds int CHECK (output_seconds > 0),
    ADD COLUMN model text,
    ADD COLUMN input_tokens bigint NOT NULL DEFAULT 0 CHECK (input_tokens >= 0),
    ADD COLUMN cached_tokens bigint NOT NULL DEFAULT 0 CHECK (cached_tokens >= 0),
    ADD COLUMN output_tokens bigint NOT NULL DEFAULT 0 CHECK (output_tokens >= 0),
    ADD COLUMN reasoning_tokens bigint NOT NULL DEFAULT 0 CHECK (reasoning_tokens >= 0),
    DROP CONSTRAINT api_batch_person_id_file_id_fkey;
DROP INDEX api_batch_file;

GRANT SELECT ON api_file, api_upload, vector_store TO beknown_lookup;
CREATE POLICY lookup ON api_file FOR SELECT TO beknown_lookup USING (true);
CREATE POLICY lookup ON api_upload FOR SELECT TO beknown_lookup USING (true);
CREATE POLICY lookup ON vector_store FOR SELECT TO beknown_lookup USING (true);

CREATE FUNCTION find_expiring(at timestamptz) RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT f.person_id FROM public.api_file f
    WHERE f.expires_at <= at AND app_purpose() = 'account' AND app_person() = '00000000-0000-0000-0000-000000000000'
    UNION
    SELECT u.person_id FROM public.api_upload u
    WHERE u.state = 'pending' AND u.expires_at <= at
        AND app_purpose() = 'account' AND app_person() = '00000000-0000-0000-0000-000000000000'
    UNION
    SELECT s.person_id FROM public.vector_store s
    WHERE s.expired_at IS NULL AND s.expires_days IS NOT NULL
        AND s.last_active_at + make_interval(days => s.expires_days) <= at
        AND app_purpose() = 'account' AND app_person() = '00000000-0000-0000-0000-000000000000';
END;
COMMENT ON FUNCTION find_expiring(timestamptz) IS
    'Whose files, uploads or stores of programs have had their time, for jobs (NOBODY, account).';
ALTER FUNCTION find_expiring(timestamptz) OWNER TO beknown_lookup;
