-- Apps that a person lets in by OAuth 2.1. What an app holds is a key of the person: its token changes with each
-- refresh, its id doesn't. Only hashes of tokens and codes are kept.

ALTER TABLE api_key
    ADD COLUMN client_id uuid,
    ADD COLUMN sends_to text,
    ADD COLUMN resource text CHECK (resource IN ('api', 'mcp'));
COMMENT ON COLUMN api_key.client_id IS 'The app that holds it; null for a key that a person made by hand.';
COMMENT ON COLUMN api_key.sends_to IS 'Where the app had its code sent: a host, a scheme, or null for a device.';
COMMENT ON COLUMN api_key.resource IS 'The one part of this server that it opens; null for all.';

DROP FUNCTION find_api_key(bytea, timestamptz);
CREATE FUNCTION find_api_key(wanted_sha256 bytea, at timestamptz)
RETURNS TABLE (
    person_id uuid, id uuid, scopes text[], requests_per_minute int, tokens_per_day bigint,
    last_used_at timestamptz, client_id uuid, resource text, display_name text, locale text, time_zone text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT k.person_id, k.id, k.scopes, k.requests_per_minute, k.tokens_per_day, k.last_used_at, k.client_id,
        k.resource, p.display_name, p.locale, p.time_zone
    FROM public.api_key k JOIN public.person p ON p.id = k.person_id
    WHERE k.token_sha256 = wanted_sha256 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > at);
END;
COMMENT ON FUNCTION find_api_key(bytea, timestamptz) IS 'Whose key a token is, and what it may do, while it holds.';
ALTER FUNCTION find_api_key(bytea, timestamptz) OWNER TO beknown_lookup;

CREATE TABLE oauth_client (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    redirect_uris text[] NOT NULL CHECK (cardinality(redirect_uris) <= 10),
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE oauth_client IS 'Apps as they registered themselves, before anybody let them in; not personal.';
ALTER TABLE oauth_client ENABLE ROW LEVEL SECURITY;
ALTER TABLE oauth_client FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON oauth_client TO beknown_lookup;
CREATE POLICY registry ON oauth_client TO beknown_lookup USING (true);

CREATE TABLE oauth_code (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    code_sha256 bytea NOT NULL CHECK (length(code_sha256) = 32),
    client_id uuid NOT NULL,
    redirect_uri text,
    challenge text,
    scopes text[] NOT NULL CHECK (scopes <@ ARRAY['plain', 'personal'] AND cardinality(scopes) > 0),
    resource text CHECK (resource IN ('api', 'mcp')),
    expires_at timestamptz NOT NULL,
    key_id uuid,
    used_at timestamptz,
    PRIMARY KEY (person_id, code_sha256)
);
CREATE UNIQUE INDEX oauth_code_sha256 ON oauth_code (code_sha256);
COMMENT ON TABLE oauth_code IS
    'A person''s yes to an app, which it changes for a key, once. Those of devices have no address. purposes: account';
ALTER TABLE oauth_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE oauth_code FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON oauth_code TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'account');
GRANT SELECT, DELETE ON oauth_code TO beknown_lookup;
CREATE POLICY lookup ON oauth_code TO beknown_lookup USING (true);

CREATE TABLE oauth_refresh (
    person_id uuid NOT NULL,
    token_sha256 bytea NOT NULL CHECK (length(token_sha256) = 32),
    key_id uuid NOT NULL,
    scopes text[] NOT NULL CHECK (scopes <@ ARRAY['plain', 'personal'] AND cardinality(scopes) > 0),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (person_id, token_sha256),
    FOREIGN KEY (person_id, key_id) REFERENCES api_key ON DELETE CASCADE
);
CREATE UNIQUE INDEX oauth_refresh_sha256 ON oauth_refresh (token_sha256);
CREATE INDEX oauth_refresh_key ON oauth_refresh (person_id, key_id);
COMMENT ON TABLE oauth_refresh IS
    'By which an app renews its key, each once: one that comes again ends the key. purposes: account';
ALTER TABLE oauth_refresh ENABLE ROW LEVEL SECURITY;
ALTER TABLE oauth_refresh FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON oauth_refresh TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'account');
GRANT SELECT, DELETE ON oauth_refresh TO beknown_lookup;
CREATE POLICY lookup ON oauth_refresh TO beknown_lookup USING (true);

CREATE TABLE oauth_device (
    device_sha256 bytea PRIMARY KEY CHECK (length(device_sha256) = 32),
    user_sha256 bytea NOT NULL CHECK (length(user_sha256) = 32),
    client_id uuid NOT NULL,
    scopes text[] NOT NULL CHECK (scopes <@ ARRAY['plain', 'personal'] AND cardinality(scopes) > 0),
    resource text CHECK (resource IN ('api', 'mcp')),
    state text NOT NULL CHECK (state IN ('waiting', 'granted', 'refused')),
    expires_at timestamptz NOT NULL,
    interval_s int NOT NULL,
    polled_at timestamptz
);
CREATE UNIQUE INDEX oauth_device_user ON oauth_device (user_sha256);
COMMENT ON TABLE oauth_device IS
    'Devices that wait for somebody to type their code, whoever that will be; gone within the hour; not personal.';
ALTER TABLE oauth_device ENABLE ROW LEVEL SECURITY;
ALTER TABLE oauth_device FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON oauth_device TO beknown_lookup;
CREATE POLICY waiting ON oauth_device TO beknown_lookup USING (true);

-- What NOBODY may ask ------------------------------------------------------------------------------------------

CREATE PROCEDURE add_oauth_client(id uuid, name text, redirect_uris text[], at timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    INSERT INTO public.oauth_client (id, name, redirect_uris, created_at) VALUES ($1, $2, $3, $4);
END;
ALTER PROCEDURE add_oauth_client(uuid, text, text[], timestamptz) OWNER TO beknown_lookup;

CREATE FUNCTION find_oauth_client(wanted uuid) RETURNS TABLE (id uuid, name text, redirect_uris text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT c.id, c.name, c.redirect_uris FROM public.oauth_client c WHERE c.id = wanted;
END;
COMMENT ON FUNCTION find_oauth_client(uuid) IS 'How an app registered itself.';
ALTER FUNCTION find_oauth_client(uuid) OWNER TO beknown_lookup;

CREATE FUNCTION find_oauth_code(wanted_sha256 bytea)
RETURNS TABLE (person_id uuid, client_id uuid, key_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT c.person_id, c.client_id, c.key_id FROM public.oauth_code c WHERE c.code_sha256 = wanted_sha256;
END;
COMMENT ON FUNCTION find_oauth_code(bytea) IS 'Whose yes a code is.';
ALTER FUNCTION find_oauth_code(bytea) OWNER TO beknown_lookup;

CREATE FUNCTION find_oauth_refresh(wanted_sha256 bytea)
RETURNS TABLE (person_id uuid, client_id uuid, key_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT r.person_id, k.client_id, r.key_id
    FROM public.oauth_refresh r JOIN public.api_key k ON k.person_id = r.person_id AND k.id = r.key_id
    WHERE r.token_sha256 = wanted_sha256;
END;
COMMENT ON FUNCTION find_oauth_refresh(bytea) IS 'Whose key a refresh token renews.';
ALTER FUNCTION find_oauth_refresh(bytea) OWNER TO beknown_lookup;

CREATE PROCEDURE add_oauth_device(
    device_sha256 bytea, user_sha256 bytea, client_id uuid, scopes text[], resource text, expires_at timestamptz,
    interval_s int
)
LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    INSERT INTO public.oauth_device (
        device_sha256, user_sha256, client_id, scopes, resource, state, expires_at, interval_s
    )
    VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7);
END;
ALTER PROCEDURE add_oauth_device(bytea, bytea, uuid, text[], text, timestamptz, int) OWNER TO beknown_lookup;

CREATE FUNCTION find_oauth_device(wanted_sha256 bytea, at timestamptz)
RETURNS TABLE (client_id uuid, name text, scopes text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT d.client_id, c.name, d.scopes
    FROM public.oauth_device d JOIN public.oauth_client c ON c.id = d.client_id
    WHERE d.user_sha256 = wanted_sha256 AND d.state = 'waiting' AND d.expires_at > at;
END;
COMMENT ON FUNCTION find_oauth_device(bytea, timestamptz) IS 'What waits for the code that somebody typed.';
ALTER FUNCTION find_oauth_device(bytea, timestamptz) OWNER TO beknown_lookup;

CREATE FUNCTION decide_oauth_device(wanted_sha256 bytea, at timestamptz, decided text)
RETURNS TABLE (
    device_sha256 bytea, client_id uuid, scopes text[], resource text, expires_at timestamptz
)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    UPDATE public.oauth_device d SET state = decided
    WHERE d.user_sha256 = wanted_sha256 AND d.state = 'waiting' AND d.expires_at > at
    RETURNING d.device_sha256, d.client_id, d.scopes, d.resource, d.expires_at;
END;
COMMENT ON FUNCTION decide_oauth_device(bytea, timestamptz, text) IS
    'Answer a device that waits; gives a row once, to the first who answers.';
ALTER FUNCTION decide_oauth_device(bytea, timestamptz, text) OWNER TO beknown_lookup;

CREATE FUNCTION poll_oauth_device(wanted_sha256 bytea, at timestamptz, slower_s int)
RETURNS TABLE (client_id uuid, state text, expires_at timestamptz, is_too_soon boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    WITH before AS (
        SELECT d.device_sha256, coalesce(d.polled_at + d.interval_s * interval '1 second' > at, false) AS is_too_soon
        FROM public.oauth_device d WHERE d.device_sha256 = wanted_sha256 FOR UPDATE
    )
    UPDATE public.oauth_device d
    SET polled_at = at, interval_s = d.interval_s + CASE WHEN b.is_too_soon THEN slower_s ELSE 0 END
    FROM before b WHERE d.device_sha256 = b.device_sha256
    RETURNING d.client_id, d.state, d.expires_at, b.is_too_soon;
END;
COMMENT ON FUNCTION poll_oauth_device(bytea, timestamptz, int) IS
    'What became of a device; asking before its interval is over makes the interval longer.';
ALTER FUNCTION poll_oauth_device(bytea, timestamptz, int) OWNER TO beknown_lookup;

CREATE PROCEDURE sweep_oauth(at timestamptz, unused interval)
LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    DELETE FROM public.oauth_code WHERE expires_at + interval '1 day' <= at;
    DELETE FROM public.oauth_refresh WHERE expires_at <= at;
    DELETE FROM public.oauth_device WHERE expires_at + interval '10 minutes' <= at;
    DELETE FROM public.oauth_client c
    WHERE c.created_at + unused <= at AND NOT EXISTS (
        SELECT 1 FROM public.api_key k WHERE k.client_id = c.id AND k.revoked_at IS NULL
    );
END;
COMMENT ON PROCEDURE sweep_oauth(timestamptz, interval) IS 'Delete what has expired, and apps that nobody let in.';
ALTER PROCEDURE sweep_oauth(timestamptz, interval) OWNER TO beknown_lookup;
