-- The person's own hand on the log: switches, forgetting that lasts, export files.

-- Only the person's own hand turns a switch or forgets a source.
CREATE POLICY by_hand ON source AS RESTRICTIVE FOR UPDATE TO beknown_app USING ((SELECT app_purpose()) = 'export');
CREATE POLICY forget ON source AS RESTRICTIVE FOR DELETE TO beknown_app USING ((SELECT app_purpose()) = 'export');

CREATE TABLE forgetting (
    person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    secret bytea NOT NULL CHECK (length(secret) = 32)
);
COMMENT ON TABLE forgetting IS
    'The key of a person''s marks in `forgotten`; made when they first forget something. purposes: assistant, live, feed, business, ads, export, safety';
ALTER TABLE forgetting ENABLE ROW LEVEL SECURITY;
ALTER TABLE forgetting FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON forgetting TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) <> 'account')
    WITH CHECK (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');

CREATE TABLE forgotten (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    mark bytea NOT NULL CHECK (length(mark) = 32),
    PRIMARY KEY (person_id, mark)
);
COMMENT ON TABLE forgotten IS
    'Keyed hashes of the keys of forgotten events, so that bringing the same archive again leaves them out. purposes: assistant, live, feed, business, ads, export, safety';
ALTER TABLE forgotten ENABLE ROW LEVEL SECURITY;
ALTER TABLE forgotten FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON forgotten TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) <> 'account')
    WITH CHECK (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');

-- The mark of an event: an envelope of two keyed hashes over what names it for ever.
CREATE FUNCTION forget_mark(secret bytea, kind text, account text, key text) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN sha256(secret || sha256(secret || convert_to(kind || chr(31) || account || chr(31) || key, 'UTF8')));

-- An event may also go by a trigger that a foreign key fired, in the name of the tables' owner (see 0040_beliefs.sql).
CREATE POLICY upkeep ON forgetting TO beknown_owner USING (true);
CREATE POLICY upkeep ON forgotten TO beknown_owner USING (true);
CREATE POLICY upkeep ON event TO beknown_owner USING (true);
CREATE POLICY upkeep ON source FOR SELECT TO beknown_owner USING (true);
CREATE POLICY upkeep ON person FOR SELECT TO beknown_owner USING (true);

-- Whoever forgets an event, and by whatever way it goes, it leaves its mark; unless the person goes altogether.
CREATE FUNCTION leave_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO forgetting (person_id, secret)
    SELECT DISTINCT g.person_id, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
    FROM gone g JOIN person p ON p.id = g.person_id
    ON CONFLICT DO NOTHING;
    INSERT INTO forgotten (person_id, mark)
    SELECT g.person_id, forget_mark(f.secret, s.kind, s.account, g.key)
    FROM gone g
    JOIN source s ON s.person_id = g.person_id AND s.id = g.source_id
    JOIN forgetting f ON f.person_id = g.person_id
    JOIN person p ON p.id = g.person_id
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER leave_marks AFTER DELETE ON event
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION leave_marks();

CREATE TABLE export_file (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    task_id uuid NOT NULL,
    size_bytes bigint,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id)
);
COMMENT ON TABLE export_file IS
    'Exports that a person asked for; the zip lies in the data folder until it expires. purposes: export';
ALTER TABLE export_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE export_file FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON export_file TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');

-- Which tables hold something of a person, and whether the person's own hand or only the account page may read them.
CREATE VIEW personal_table WITH (security_invoker) AS
SELECT
    c.relname::text AS name,
    CASE
        WHEN EXISTS (
            SELECT 1 FROM pg_attribute a
            WHERE a.attrelid = c.oid AND a.attname = 'purposes' AND NOT a.attisdropped
        ) THEN 'export'
        WHEN obj_description(c.oid, 'pg_class') ~ 'purposes:.*\mexport\M' THEN 'export'
        ELSE 'account'
    END AS purpose
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND EXISTS (
      SELECT 1 FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attname = 'person_id' AND NOT a.attisdropped
  );
COMMENT ON VIEW personal_table IS 'Every table with a column person_id. Holds nothing of anybody.';

-- The rows of one personal table as JSON, for the export. Row security holds inside it.
CREATE FUNCTION personal_rows(wanted text) RETURNS SETOF jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    named text;
BEGIN
    SELECT p.name INTO STRICT named FROM personal_table p WHERE p.name = wanted;
    RETURN QUERY EXECUTE format(
        'SELECT to_jsonb(t) - ''person_id'' FROM public.%I t WHERE person_id = $1', named
    ) USING (SELECT app_person());
END
$$;

-- One row of a personal table back from JSON, under the person of this transaction. Says what became of it: 'added',
-- 'known' (its key is there already) or 'refused' (a value doesn't fit, or what it refers to isn't there).
CREATE FUNCTION restore_row(wanted text, line jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    named text;
    columns text;
    added bigint;
BEGIN
    SELECT p.name INTO STRICT named FROM personal_table p WHERE p.name = wanted;
    SELECT string_agg(quote_ident(a.attname), ', ') INTO STRICT columns
    FROM pg_attribute a
    WHERE a.attrelid = format('public.%I', named)::regclass AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attgenerated = '' AND (a.attname = 'person_id' OR line ? a.attname);
    EXECUTE format(
        'INSERT INTO public.%1$I (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::public.%1$I, $1) '
        'ON CONFLICT DO NOTHING', named, columns
    ) USING line || jsonb_build_object('person_id', (SELECT app_person()));
    GET DIAGNOSTICS added = ROW_COUNT;
    RETURN CASE added WHEN 0 THEN 'known' ELSE 'added' END;
EXCEPTION
    WHEN data_exception OR integrity_constraint_violation THEN RETURN 'refused';
END
$$;

-- Forget all rows of one personal table.
CREATE FUNCTION clear_personal_rows(wanted text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    named text;
BEGIN
    SELECT p.name INTO STRICT named FROM personal_table p WHERE p.name = wanted;
    EXECUTE format('DELETE FROM public.%I WHERE person_id = $1', named) USING (SELECT app_person());
END
$$;
