-- Outlets: feeds, podcasts, channels and accounts elsewhere that people here follow.
--
-- What is fetched belongs to nobody and is fetched once for all, by the server itself, in the name of nobody under the
-- purpose `feed`. That somebody follows it is theirs alone: an address can be as secret as a key, so an outlet and its
-- items are shown to those who follow it and to nobody else. Following names the address, not the row: an outlet comes
-- into being with the first who follows it, also where an export brings it back.

CREATE TABLE outlet_host (
    host text PRIMARY KEY CHECK (length(host) <= 300),
    wait_until timestamptz NOT NULL,
    robots text CHECK (length(robots) <= 600000),
    robots_at timestamptz
);
COMMENT ON TABLE outlet_host IS
    'Machines that outlets are fetched from: before when they aren''t asked again, and their robots.txt; not personal.';
ALTER TABLE outlet_host ENABLE ROW LEVEL SECURITY;
ALTER TABLE outlet_host FORCE ROW LEVEL SECURITY;
CREATE POLICY keep ON outlet_host TO beknown_app
    USING ((SELECT app_person()) = '00000000-0000-0000-0000-000000000000' AND (SELECT app_purpose()) = 'feed');

CREATE TABLE outlet (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('feed', 'podcast', 'youtube', 'mastodon', 'bluesky')),
    address text NOT NULL UNIQUE CHECK (length(address) <= 2000 AND address ~ '^https?://[^/?#@]+'),
    host text NOT NULL GENERATED ALWAYS AS (lower(substring(address FROM '^https?://([^/?#@]+)'))) STORED,
    page text NOT NULL CHECK (length(page) <= 2000),
    title text NOT NULL CHECK (length(title) <= 300),
    etag text CHECK (length(etag) <= 1000),
    modified text CHECK (length(modified) <= 100),
    state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'good', 'failing', 'dead', 'gone')),
    trouble text,
    status int,
    failures int NOT NULL DEFAULT 0 CHECK (failures >= 0),
    checked_at timestamptz,
    fetched_at timestamptz,
    next_at timestamptz NOT NULL,
    made_at timestamptz NOT NULL
);
CREATE INDEX outlet_due ON outlet (next_at);
CREATE INDEX outlet_of_host ON outlet (host);
COMMENT ON TABLE outlet IS
    'What is followed elsewhere and fetched once for all, with how fetching goes. It is about no person here, and shown'
    ' to others only as far as they follow it; not personal.';

CREATE TABLE outlet_item (
    outlet_id uuid NOT NULL REFERENCES outlet ON DELETE CASCADE,
    id uuid NOT NULL,
    key bytea NOT NULL CHECK (length(key) = 32),
    title text NOT NULL CHECK (length(title) <= 500),
    text text NOT NULL CHECK (length(text) <= 5000),
    link text NOT NULL CHECK (length(link) <= 2000),
    author text NOT NULL CHECK (length(author) <= 200),
    language text CHECK (length(language) <= 35),
    media_url text CHECK (length(media_url) <= 2000),
    media_type text CHECK (length(media_type) <= 100),
    media_s int CHECK (media_s > 0),
    published_at timestamptz NOT NULL,
    fetched_at timestamptz NOT NULL,
    PRIMARY KEY (outlet_id, id),
    UNIQUE (outlet_id, key)
);
CREATE UNIQUE INDEX outlet_item_id ON outlet_item (id);
CREATE INDEX outlet_item_published ON outlet_item (outlet_id, published_at DESC, id DESC);
COMMENT ON TABLE outlet_item IS
    'What outlets published, as plain text; `key` is a hash of the name that the outlet gives it. It is shown to others'
    ' only as far as they follow the outlet; not personal.';

CREATE TABLE outlet_follow (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('feed', 'podcast', 'youtube', 'mastodon', 'bluesky')),
    address text NOT NULL CHECK (length(address) <= 2000 AND address ~ '^https?://[^/?#@]+'),
    page text NOT NULL DEFAULT '' CHECK (length(page) <= 2000),
    title text NOT NULL DEFAULT '' CHECK (length(title) <= 300),
    made_at timestamptz NOT NULL,
    paused_at timestamptz,
    gone_at timestamptz,
    PRIMARY KEY (person_id, id),
    UNIQUE (person_id, address)
);
CREATE INDEX outlet_follow_address ON outlet_follow (address);
COMMENT ON TABLE outlet_follow IS
    'Whom a person follows elsewhere, by the address that is fetched. purposes: assistant, feed, export';

CREATE TABLE outlet_kept (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    item_id uuid NOT NULL REFERENCES outlet_item (id) ON DELETE CASCADE,
    kept_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, item_id)
);
CREATE INDEX outlet_kept_item ON outlet_kept (item_id);
COMMENT ON TABLE outlet_kept IS
    'Items of outlets that a person keeps to read later; they stay as long as that. purposes: feed, export';

ALTER TABLE outlet_follow ENABLE ROW LEVEL SECURITY;
ALTER TABLE outlet_follow FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON outlet_follow TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('assistant', 'feed', 'export'))
    WITH CHECK (person_id = (SELECT app_person()));
GRANT SELECT ON outlet_follow TO beknown_lookup;
CREATE POLICY lookup ON outlet_follow FOR SELECT TO beknown_lookup USING (true);

ALTER TABLE outlet_kept ENABLE ROW LEVEL SECURITY;
ALTER TABLE outlet_kept FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON outlet_kept TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export'))
    WITH CHECK (person_id = (SELECT app_person()));
GRANT SELECT ON outlet_kept TO beknown_lookup;
CREATE POLICY lookup ON outlet_kept FOR SELECT TO beknown_lookup USING (true);

GRANT SELECT, INSERT ON outlet TO beknown_lookup;

-- What the policies and the fetching ask ---------------------------------------------------------------------------

CREATE FUNCTION followed_outlets() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT o.id FROM public.outlet_follow f JOIN public.outlet o ON o.address = f.address
    WHERE f.person_id = app_person() AND f.gone_at IS NULL;
END;
COMMENT ON FUNCTION followed_outlets() IS 'The outlets that this person follows, paused ones among them.';
ALTER FUNCTION followed_outlets() OWNER TO beknown_lookup;

CREATE FUNCTION wanted_outlets() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT DISTINCT f.address FROM public.outlet_follow f
    WHERE f.paused_at IS NULL AND f.gone_at IS NULL AND app_person() = '00000000-0000-0000-0000-000000000000';
END;
COMMENT ON FUNCTION wanted_outlets() IS
    'Addresses that anybody wants fetched, for the server itself: answers NOBODY alone, and doesn''t say who.';
ALTER FUNCTION wanted_outlets() OWNER TO beknown_lookup;

CREATE FUNCTION known_outlets() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT DISTINCT f.address FROM public.outlet_follow f
    WHERE app_person() = '00000000-0000-0000-0000-000000000000';
END;
COMMENT ON FUNCTION known_outlets() IS
    'Addresses that anybody follows, paused or just removed: what else there is may go. Answers NOBODY alone.';
ALTER FUNCTION known_outlets() OWNER TO beknown_lookup;

CREATE FUNCTION kept_items() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT DISTINCT k.item_id FROM public.outlet_kept k
    WHERE app_person() = '00000000-0000-0000-0000-000000000000';
END;
COMMENT ON FUNCTION kept_items() IS 'Items that anybody keeps, so that they stay. Answers NOBODY alone.';
ALTER FUNCTION kept_items() OWNER TO beknown_lookup;

-- Who may see and write --------------------------------------------------------------------------------------------

ALTER TABLE outlet ENABLE ROW LEVEL SECURITY;
ALTER TABLE outlet FORCE ROW LEVEL SECURITY;
CREATE POLICY keep ON outlet TO beknown_app
    USING ((SELECT app_person()) = '00000000-0000-0000-0000-000000000000' AND (SELECT app_purpose()) = 'feed');
CREATE POLICY shown ON outlet FOR SELECT TO beknown_app
    USING (
        (SELECT app_purpose()) IN ('assistant', 'feed', 'export')
        AND id IN (SELECT f.id FROM followed_outlets() f (id))
    );
CREATE POLICY lookup ON outlet TO beknown_lookup USING (true);

ALTER TABLE outlet_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE outlet_item FORCE ROW LEVEL SECURITY;
CREATE POLICY keep ON outlet_item TO beknown_app
    USING ((SELECT app_person()) = '00000000-0000-0000-0000-000000000000' AND (SELECT app_purpose()) = 'feed');
CREATE POLICY shown ON outlet_item FOR SELECT TO beknown_app
    USING (
        (SELECT app_purpose()) IN ('assistant', 'feed', 'export')
        AND (
            outlet_id IN (SELECT f.id FROM followed_outlets() f (id))
            OR id IN (SELECT k.item_id FROM outlet_kept k)
        )
    );

-- Following something makes sure that it is fetched.
CREATE FUNCTION make_outlet() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    INSERT INTO public.outlet (id, kind, address, page, title, next_at, made_at)
    VALUES (gen_random_uuid(), NEW.kind, NEW.address, NEW.page, NEW.title, now(), now())
    ON CONFLICT (address) DO NOTHING;
    RETURN NULL;
END
$$;
ALTER FUNCTION make_outlet() OWNER TO beknown_lookup;
CREATE TRIGGER make_outlet AFTER INSERT ON outlet_follow FOR EACH ROW EXECUTE FUNCTION make_outlet();

-- Only what one sees can be kept.
CREATE FUNCTION check_item_is_seen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id = app_person() AND NOT EXISTS (SELECT 1 FROM outlet_item i WHERE i.id = NEW.item_id) THEN
        RAISE EXCEPTION 'no such item' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER is_seen BEFORE INSERT ON outlet_kept FOR EACH ROW EXECUTE FUNCTION check_item_is_seen();
