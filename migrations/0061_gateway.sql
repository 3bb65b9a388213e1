-- The model API: keys by which programs ask, and what each of them used.

CREATE TABLE api_key (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    scopes text[] NOT NULL CHECK (scopes <@ ARRAY['plain', 'personal'] AND cardinality(scopes) > 0),
    token_sha256 bytea NOT NULL CHECK (length(token_sha256) = 32),
    hint text NOT NULL,
    requests_per_minute int CHECK (requests_per_minute > 0),
    tokens_per_day bigint CHECK (tokens_per_day > 0),
    created_at timestamptz NOT NULL,
    last_used_at timestamptz,
    expires_at timestamptz,
    revoked_at timestamptz,
    PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX api_key_token ON api_key (token_sha256);
COMMENT ON TABLE api_key IS
    'Keys of programs that a person lets in, by a hash of each, with what it may do. purposes: account';
ALTER TABLE api_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_key FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON api_key TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'account');
GRANT SELECT ON api_key TO beknown_lookup;
CREATE POLICY lookup ON api_key FOR SELECT TO beknown_lookup USING (true);

CREATE FUNCTION find_api_key(wanted_sha256 bytea, at timestamptz)
RETURNS TABLE (
    person_id uuid, id uuid, scopes text[], requests_per_minute int, tokens_per_day bigint,
    last_used_at timestamptz, display_name text, locale text, time_zone text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT k.person_id, k.id, k.scopes, k.requests_per_minute, k.tokens_per_day, k.last_used_at,
        p.display_name, p.locale, p.time_zone
    FROM public.api_key k JOIN public.person p ON p.id = k.person_id
    WHERE k.token_sha256 = wanted_sha256 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > at);
END;
COMMENT ON FUNCTION find_api_key(bytea, timestamptz) IS 'Whose key a token is, and what it may do, while it holds.';
ALTER FUNCTION find_api_key(bytea, timestamptz) OWNER TO beknown_lookup;

CREATE TABLE api_usage (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    key_id uuid NOT NULL,
    day date NOT NULL,
    model text NOT NULL CHECK (length(model) BETWEEN 1 AND 300),
    calls bigint NOT NULL CHECK (calls >= 0),
    errors bigint NOT NULL CHECK (errors >= 0),
    input_tokens bigint NOT NULL CHECK (input_tokens >= 0),
    cached_tokens bigint NOT NULL CHECK (cached_tokens >= 0),
    output_tokens bigint NOT NULL CHECK (output_tokens >= 0),
    PRIMARY KEY (person_id, key_id, day, model),
    FOREIGN KEY (person_id, key_id) REFERENCES api_key ON DELETE CASCADE
);
COMMENT ON TABLE api_usage IS
    'How many calls and tokens of each model a key used on a day (UTC). purposes: account, export';
ALTER TABLE api_usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_usage FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON api_usage TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('account', 'export'));
