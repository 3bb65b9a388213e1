-- Make the roles and the two schemas: once for each database, and again where a role has come since. Needs a role that
-- may create roles.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['beknown_owner', 'beknown_app', 'beknown_lookup', 'beknown_card'] LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', wanted);
        END IF;
        IF NOT pg_has_role(current_user, wanted, 'SET') THEN
            EXECUTE format('GRANT %I TO %I WITH SET TRUE', wanted, current_user);
        END IF;
    END LOOP;
    FOREACH wanted IN ARRAY ARRAY['beknown_lookup', 'beknown_card'] LOOP
        IF NOT pg_has_role('beknown_owner', wanted, 'SET') THEN
            EXECUTE format('GRANT %I TO beknown_owner WITH SET TRUE', wanted);
        END IF;
    END LOOP;
    EXECUTE format('GRANT CREATE ON DATABASE %I TO beknown_owner', current_database());
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO beknown_app', current_database());
END
$$;
CREATE EXTENSION IF NOT EXISTS vector;
GRANT USAGE, CREATE ON SCHEMA public TO beknown_owner;
GRANT USAGE, CREATE ON SCHEMA public TO beknown_lookup;
GRANT USAGE, CREATE ON SCHEMA public TO beknown_card;
GRANT USAGE ON SCHEMA public TO beknown_app;
SET ROLE beknown_owner;
CREATE SCHEMA IF NOT EXISTS jobs;
GRANT USAGE ON SCHEMA jobs TO beknown_app;
ALTER DEFAULT PRIVILEGES FOR ROLE beknown_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO beknown_app;
ALTER DEFAULT PRIVILEGES FOR ROLE beknown_owner GRANT USAGE ON SEQUENCES TO beknown_app;
CREATE TABLE IF NOT EXISTS migration (
    name text PRIMARY KEY,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE migration IS 'Which migrations ran; not personal';
ALTER TABLE migration ENABLE ROW LEVEL SECURITY;
ALTER TABLE migration FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS owner ON migration;
CREATE POLICY owner ON migration TO beknown_owner USING (true);
RESET ROLE;
