-- Accounts: passwords, sessions, passkeys, invitations, one-time links, and what limits guessing.
--
-- Whoever isn't signed in yet is NOBODY: such a transaction sees no row, and asks by the functions below, each of
-- which answers one narrow question. They are owned by beknown_lookup, which may see and do only what they need.

CREATE TABLE password (
    person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    hash text NOT NULL,
    changed_at timestamptz NOT NULL
);
COMMENT ON TABLE password IS 'The argon2 hash of a person''s password. purposes: account';
ALTER TABLE password ENABLE ROW LEVEL SECURITY;
ALTER TABLE password FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON password TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'account');
GRANT SELECT ON password TO beknown_lookup;
CREATE POLICY lookup ON password FOR SELECT TO beknown_lookup USING (true);

CREATE TABLE session (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    token_sha256 bytea NOT NULL CHECK (length(token_sha256) = 32),
    next_sha256 bytea CHECK (length(next_sha256) = 32),
    former_sha256 bytea CHECK (length(former_sha256) = 32),
    former_until timestamptz,
    csrf_token text NOT NULL,
    user_agent text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    rotated_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX session_token ON session (token_sha256);
CREATE INDEX session_next ON session (next_sha256) WHERE next_sha256 IS NOT NULL;
CREATE INDEX session_former ON session (former_sha256) WHERE former_sha256 IS NOT NULL;
COMMENT ON TABLE session IS
    'Where a person is signed in. Only hashes of the cookie''s token: the present one, the next one that was handed out'
    ' and not yet used, and the former one for requests under way. purposes: account';
ALTER TABLE session ENABLE ROW LEVEL SECURITY;
ALTER TABLE session FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON session TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'account');
GRANT SELECT, DELETE ON session TO beknown_lookup;
CREATE POLICY lookup ON session FOR SELECT TO beknown_lookup USING (true);
CREATE POLICY sweep ON session FOR DELETE TO beknown_lookup USING (true);

CREATE TABLE passkey (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    credential_id bytea NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL CHECK (sign_count >= 0),
    transports text[] NOT NULL DEFAULT '{}',
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz,
    PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX passkey_credential ON passkey (credential_id);
COMMENT ON TABLE passkey IS 'The public half of a person''s passkeys. purposes: account';
ALTER TABLE passkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE passkey FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON passkey TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'account');
GRANT SELECT ON passkey TO beknown_lookup;
CREATE POLICY lookup ON passkey FOR SELECT TO beknown_lookup USING (true);

CREATE TABLE passkey_challenge (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    challenge bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, challenge)
);
COMMENT ON TABLE passkey_challenge IS 'Challenges for adding a passkey, used once. purposes: account';
ALTER TABLE passkey_challenge ENABLE ROW LEVEL SECURITY;
ALTER TABLE passkey_challenge FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON passkey_challenge TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'account');
GRANT SELECT, DELETE ON passkey_challenge TO beknown_lookup;
CREATE POLICY sweep ON passkey_challenge TO beknown_lookup USING (true);

CREATE UNLOGGED TABLE sign_in_challenge (
    challenge bytea PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
COMMENT ON TABLE sign_in_challenge IS 'Challenges for signing in with a passkey, used once; not personal.';
ALTER TABLE sign_in_challenge ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_challenge FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON sign_in_challenge TO beknown_lookup;
CREATE POLICY ceremony ON sign_in_challenge TO beknown_lookup USING (true);

CREATE TABLE invitation (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    token_sha256 bytea NOT NULL CHECK (length(token_sha256) = 32),
    email text CHECK (email = lower(email)),
    note text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX invitation_token ON invitation (token_sha256);
COMMENT ON TABLE invitation IS
    'Invitations that an operator made and nobody has used; using one deletes it. purposes: account';
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON invitation TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'account');
GRANT SELECT, DELETE ON invitation TO beknown_lookup;
CREATE POLICY lookup ON invitation TO beknown_lookup USING (true);

CREATE TABLE password_link (
    person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    token_sha256 bytea NOT NULL CHECK (length(token_sha256) = 32),
    expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX password_link_token ON password_link (token_sha256);
COMMENT ON TABLE password_link IS
    'One-time links, made at the command line, by which a person sets their password. purposes: account';
ALTER TABLE password_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE password_link FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON password_link TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'account');
GRANT SELECT, DELETE ON password_link TO beknown_lookup;
CREATE POLICY lookup ON password_link TO beknown_lookup USING (true);

CREATE UNLOGGED TABLE rate_limit (
    key bytea PRIMARY KEY,
    full_at timestamptz NOT NULL
);
COMMENT ON TABLE rate_limit IS
    'How soon each limited thing may happen again, by a hash of what is limited; gone within the hour; not personal.';
ALTER TABLE rate_limit ENABLE ROW LEVEL SECURITY;
ALTER TABLE rate_limit FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limit TO beknown_lookup;
CREATE POLICY count_up ON rate_limit TO beknown_lookup USING (true);

-- What NOBODY may ask ------------------------------------------------------------------------------------------

CREATE FUNCTION has_people() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN EXISTS (SELECT 1 FROM public.person);
COMMENT ON FUNCTION has_people() IS 'Whether anybody has an account. While nobody has, the first may sign up.';
ALTER FUNCTION has_people() OWNER TO beknown_lookup;

CREATE FUNCTION find_password(wanted text) RETURNS TABLE (person_id uuid, hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT p.id, w.hash FROM public.person p LEFT JOIN public.password w ON w.person_id = p.id
    WHERE p.email = lower(wanted);
END;
COMMENT ON FUNCTION find_password(text) IS 'For signing in: whose email it is, and the hash to compare with.';
ALTER FUNCTION find_password(text) OWNER TO beknown_lookup;

CREATE FUNCTION find_session(wanted_sha256 bytea, at timestamptz, idle interval)
RETURNS TABLE (
    person_id uuid, id uuid, csrf_token text, created_at timestamptz, last_seen_at timestamptz,
    rotated_at timestamptz, expires_at timestamptz, is_next boolean, has_next boolean,
    email text, display_name text, role text, locale text, time_zone text, joined_at timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT s.person_id, s.id, s.csrf_token, s.created_at, s.last_seen_at, s.rotated_at, s.expires_at,
        s.next_sha256 IS NOT DISTINCT FROM wanted_sha256, s.next_sha256 IS NOT NULL,
        p.email, p.display_name, p.role, p.locale, p.time_zone, p.created_at
    FROM public.session s JOIN public.person p ON p.id = s.person_id
    WHERE (
            s.token_sha256 = wanted_sha256
            OR s.next_sha256 = wanted_sha256
            OR (s.former_sha256 = wanted_sha256 AND s.former_until > at)
        )
        AND s.expires_at > at AND s.last_seen_at + idle > at;
END;
COMMENT ON FUNCTION find_session(bytea, timestamptz, interval) IS 'Whose session a cookie''s token opens, if any.';
ALTER FUNCTION find_session(bytea, timestamptz, interval) OWNER TO beknown_lookup;

CREATE FUNCTION find_passkey(wanted bytea)
RETURNS TABLE (person_id uuid, id uuid, public_key bytea, sign_count bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT k.person_id, k.id, k.public_key, k.sign_count FROM public.passkey k WHERE k.credential_id = wanted;
END;
COMMENT ON FUNCTION find_passkey(bytea) IS 'For signing in with a passkey: whose it is, and how to verify it.';
ALTER FUNCTION find_passkey(bytea) OWNER TO beknown_lookup;

CREATE PROCEDURE add_sign_in_challenge(challenge bytea, expires_at timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    INSERT INTO public.sign_in_challenge (challenge, expires_at) VALUES ($1, $2);
END;
ALTER PROCEDURE add_sign_in_challenge(bytea, timestamptz) OWNER TO beknown_lookup;

CREATE FUNCTION take_sign_in_challenge(wanted bytea, at timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    WITH gone AS (DELETE FROM public.sign_in_challenge c WHERE c.challenge = wanted RETURNING c.expires_at)
    SELECT EXISTS (SELECT 1 FROM gone WHERE gone.expires_at > at);
END;
COMMENT ON FUNCTION take_sign_in_challenge(bytea, timestamptz) IS 'Use a challenge up; true once, while it lasts.';
ALTER FUNCTION take_sign_in_challenge(bytea, timestamptz) OWNER TO beknown_lookup;

CREATE FUNCTION find_invitation(wanted_sha256 bytea, at timestamptz)
RETURNS TABLE (email text, note text, invited_by text, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT i.email, i.note, p.display_name, i.expires_at
    FROM public.invitation i JOIN public.person p ON p.id = i.person_id
    WHERE i.token_sha256 = wanted_sha256 AND i.expires_at > at;
END;
COMMENT ON FUNCTION find_invitation(bytea, timestamptz) IS 'What the holder of an invitation''s token may know of it.';
ALTER FUNCTION find_invitation(bytea, timestamptz) OWNER TO beknown_lookup;

CREATE FUNCTION take_invitation(wanted_sha256 bytea, at timestamptz)
RETURNS TABLE (email text, expires_at timestamptz)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    DELETE FROM public.invitation i WHERE i.token_sha256 = wanted_sha256 AND i.expires_at > at
    RETURNING i.email, i.expires_at;
END;
COMMENT ON FUNCTION take_invitation(bytea, timestamptz) IS 'Use an invitation up; gives a row once, while it lasts.';
ALTER FUNCTION take_invitation(bytea, timestamptz) OWNER TO beknown_lookup;

CREATE FUNCTION find_password_link(wanted_sha256 bytea, at timestamptz)
RETURNS TABLE (person_id uuid, email text, display_name text, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT p.id, p.email, p.display_name, l.expires_at
    FROM public.password_link l JOIN public.person p ON p.id = l.person_id
    WHERE l.token_sha256 = wanted_sha256 AND l.expires_at > at;
END;
COMMENT ON FUNCTION find_password_link(bytea, timestamptz) IS 'Whose password the holder of a link may set.';
ALTER FUNCTION find_password_link(bytea, timestamptz) OWNER TO beknown_lookup;

CREATE FUNCTION find_people()
RETURNS TABLE (
    id uuid, email text, display_name text, role text, created_at timestamptz, last_seen_at timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT p.id, p.email, p.display_name, p.role, p.created_at,
        (SELECT max(s.last_seen_at) FROM public.session s WHERE s.person_id = p.id)
    FROM public.person p
    WHERE (app_purpose() = 'account'
            AND EXISTS (SELECT 1 FROM public.person o WHERE o.id = app_person() AND o.role = 'operator'))
        OR (app_purpose() = 'safety' AND app_person() = '00000000-0000-0000-0000-000000000000')
    ORDER BY p.created_at, p.id;
END;
COMMENT ON FUNCTION find_people() IS
    'Who has an account: for an operator, and for the command line of the machine itself (NOBODY, safety).';
ALTER FUNCTION find_people() OWNER TO beknown_lookup;

CREATE FUNCTION take_turn(wanted bytea, at timestamptz, every interval, burst int) RETURNS interval
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    filled timestamptz;
BEGIN
    INSERT INTO rate_limit AS r (key, full_at) VALUES (wanted, at + every)
    ON CONFLICT (key) DO UPDATE SET full_at = greatest(r.full_at, at) + every
    WHERE greatest(r.full_at, at) + every <= at + burst * every
    RETURNING r.full_at INTO filled;
    IF filled IS NOT NULL THEN
        RETURN NULL;
    END IF;
    SELECT r.full_at INTO filled FROM rate_limit r WHERE r.key = wanted;
    RETURN filled + every - burst * every - at;
END;
$$;
COMMENT ON FUNCTION take_turn(bytea, timestamptz, interval, int) IS
    'Take one of `burst` turns, of which one comes back `every` so often. NULL: taken. Else: how long to wait.';
ALTER FUNCTION take_turn(bytea, timestamptz, interval, int) OWNER TO beknown_lookup;

CREATE PROCEDURE forget_turns(wanted bytea)
LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    DELETE FROM public.rate_limit WHERE key = wanted;
END;
COMMENT ON PROCEDURE forget_turns(bytea) IS 'Give all turns back, after the one who tried has proved who they are.';
ALTER PROCEDURE forget_turns(bytea) OWNER TO beknown_lookup;

CREATE PROCEDURE sweep_accounts(at timestamptz, idle interval)
LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    DELETE FROM public.session WHERE expires_at <= at OR last_seen_at + idle <= at;
    DELETE FROM public.invitation WHERE expires_at <= at;
    DELETE FROM public.password_link WHERE expires_at <= at;
    DELETE FROM public.passkey_challenge WHERE expires_at <= at;
    DELETE FROM public.sign_in_challenge WHERE expires_at <= at;
    DELETE FROM public.rate_limit WHERE full_at <= at;
END;
COMMENT ON PROCEDURE sweep_accounts(timestamptz, interval) IS 'Delete what has expired.';
ALTER PROCEDURE sweep_accounts(timestamptz, interval) OWNER TO beknown_lookup;

-- An operator's open invitation names the invited person's email: it goes with that person.
CREATE FUNCTION forget_invitations() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    DELETE FROM invitation WHERE email = OLD.email;
    RETURN OLD;
END;
$$;
ALTER FUNCTION forget_invitations() OWNER TO beknown_lookup;
CREATE TRIGGER forget_invitations AFTER DELETE ON person FOR EACH ROW EXECUTE FUNCTION forget_invitations();
