-- People who show themselves to the others of this place: profiles, follows, blocks, lists.
--
-- Every row belongs to one person and is written by them alone. Others read some of it, by policies named `shown`:
-- those are for reading only, under the purposes `export` (a person's own eyes) and `feed`, and the table's comment
-- says 'shown to others'. A policy of one table must not be bound by those of another one, so what it asks of them are
-- the few functions below. They are owned by beknown_lookup, take no argument, and answer for the person of this
-- transaction alone.

CREATE TABLE profile (
    person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    handle text NOT NULL CHECK (handle ~ '^[a-z0-9_]{3,30}$'),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    bio text NOT NULL DEFAULT '' CHECK (length(bio) <= 500),
    is_private boolean NOT NULL DEFAULT false,
    picture_id uuid,
    made_at timestamptz NOT NULL,
    FOREIGN KEY (person_id, picture_id) REFERENCES blob ON DELETE SET NULL (picture_id)
);
CREATE UNIQUE INDEX profile_handle ON profile (handle);
COMMENT ON TABLE profile IS
    'How a person shows themselves; shown to others who have one, too, unless one blocked the other.'
    ' purposes: assistant, feed, export, safety';
ALTER TABLE profile ENABLE ROW LEVEL SECURITY;
ALTER TABLE profile FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON profile TO beknown_app
    USING (
        person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('assistant', 'feed', 'export', 'safety')
    )
    WITH CHECK (person_id = (SELECT app_person()));
GRANT SELECT ON profile TO beknown_lookup;
CREATE POLICY lookup ON profile FOR SELECT TO beknown_lookup USING (true);

CREATE TABLE follow (
    person_id uuid NOT NULL REFERENCES profile ON DELETE CASCADE,
    followed_id uuid NOT NULL REFERENCES profile ON DELETE CASCADE,
    event_id uuid NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, followed_id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE,
    CHECK (person_id <> followed_id)
);
CREATE INDEX follow_followed ON follow (followed_id);
CREATE INDEX follow_event ON follow (person_id, event_id);
COMMENT ON TABLE follow IS
    'Whom a person follows or asks to follow; shown to others: to the one who is followed. purposes: feed, export, safety';
ALTER TABLE follow ENABLE ROW LEVEL SECURITY;
ALTER TABLE follow FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON follow TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
GRANT SELECT ON follow TO beknown_lookup;
CREATE POLICY lookup ON follow FOR SELECT TO beknown_lookup USING (true);

-- Whether a follow counts is the word of the one who is followed. Without a word it counts unless they are private.
CREATE TABLE follow_answer (
    person_id uuid NOT NULL REFERENCES profile ON DELETE CASCADE,
    follower_id uuid NOT NULL REFERENCES profile ON DELETE CASCADE,
    is_accepted boolean NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, follower_id)
);
CREATE INDEX follow_answer_follower ON follow_answer (follower_id);
COMMENT ON TABLE follow_answer IS 'Whom a person lets follow them, and whom not. purposes: feed, export, safety';
ALTER TABLE follow_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE follow_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON follow_answer TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
GRANT SELECT ON follow_answer TO beknown_lookup;
CREATE POLICY lookup ON follow_answer FOR SELECT TO beknown_lookup USING (true);

CREATE TABLE people_block (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    blocked_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, blocked_id),
    CHECK (person_id <> blocked_id)
);
CREATE INDEX people_block_blocked ON people_block (blocked_id);
COMMENT ON TABLE people_block IS 'Whom a person blocked: neither sees the other. purposes: feed, export, safety';
ALTER TABLE people_block ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_block FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON people_block TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
GRANT SELECT ON people_block TO beknown_lookup;
CREATE POLICY lookup ON people_block FOR SELECT TO beknown_lookup USING (true);

-- People whom a person put together: to post for them alone. Those on it aren't told.
CREATE TABLE people_list (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    is_close boolean NOT NULL DEFAULT false,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id)
);
CREATE UNIQUE INDEX people_list_close ON people_list (person_id) WHERE is_close;
COMMENT ON TABLE people_list IS
    'Lists of people that a person made; one of them may be that of close friends. purposes: feed, export, safety';
ALTER TABLE people_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_list FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON people_list TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));

CREATE TABLE people_list_member (
    person_id uuid NOT NULL,
    list_id uuid NOT NULL,
    member_id uuid NOT NULL REFERENCES profile ON DELETE CASCADE,
    PRIMARY KEY (person_id, list_id, member_id),
    FOREIGN KEY (person_id, list_id) REFERENCES people_list ON DELETE CASCADE
);
CREATE INDEX people_list_member_member ON people_list_member (member_id);
COMMENT ON TABLE people_list_member IS 'Who is on a list; never shown to them. purposes: feed, export, safety';
ALTER TABLE people_list_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_list_member FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON people_list_member TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
GRANT SELECT ON people_list_member TO beknown_lookup;
CREATE POLICY lookup ON people_list_member FOR SELECT TO beknown_lookup USING (true);

-- What the policies ask --------------------------------------------------------------------------------------------

CREATE FUNCTION has_profile() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN EXISTS (SELECT 1 FROM public.profile WHERE person_id = app_person());
COMMENT ON FUNCTION has_profile() IS 'Whether this person shows themselves: only then are others shown to them.';
ALTER FUNCTION has_profile() OWNER TO beknown_lookup;

CREATE FUNCTION hidden_people() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT b.blocked_id FROM public.people_block b WHERE b.person_id = app_person()
    UNION SELECT b.person_id FROM public.people_block b WHERE b.blocked_id = app_person();
END;
COMMENT ON FUNCTION hidden_people() IS 'Whom this person blocked, and who blocked them: neither sees the other.';
ALTER FUNCTION hidden_people() OWNER TO beknown_lookup;

-- Under 18 by the year of birth that they or an operator stated: in the year of the 18th birthday still a minor.
CREATE FUNCTION private_people() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT p.person_id FROM public.profile p LEFT JOIN public.care_setting c ON c.person_id = p.person_id
    WHERE p.is_private OR c.birth_year >= extract(year FROM now()) - 18;
END;
COMMENT ON FUNCTION private_people() IS 'Who lets followers in by their own word: those who said so, and every minor.';
ALTER FUNCTION private_people() OWNER TO beknown_lookup;

CREATE FUNCTION followed_people() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT f.followed_id
    FROM public.follow f
    LEFT JOIN public.follow_answer a ON a.person_id = f.followed_id AND a.follower_id = f.person_id
    WHERE f.person_id = app_person()
      AND coalesce(a.is_accepted, f.followed_id NOT IN (SELECT private_people()));
END;
COMMENT ON FUNCTION followed_people() IS 'Whom this person follows, with the word of those who ask for one.';
ALTER FUNCTION followed_people() OWNER TO beknown_lookup;

CREATE FUNCTION lists_with_me() RETURNS TABLE (person_id uuid, list_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT m.person_id, m.list_id FROM public.people_list_member m WHERE m.member_id = app_person();
END;
COMMENT ON FUNCTION lists_with_me() IS 'The lists that this person is on, for the policy of posts alone.';
ALTER FUNCTION lists_with_me() OWNER TO beknown_lookup;

CREATE FUNCTION count_follows(whose uuid) RETURNS TABLE (followers bigint, followed bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    WITH counting AS (
        SELECT f.person_id, f.followed_id
        FROM public.follow f
        LEFT JOIN public.follow_answer a ON a.person_id = f.followed_id AND a.follower_id = f.person_id
        WHERE (f.followed_id = whose OR f.person_id = whose) AND has_profile()
          AND coalesce(a.is_accepted, f.followed_id NOT IN (SELECT private_people()))
    )
    SELECT count(*) FILTER (WHERE followed_id = whose), count(*) FILTER (WHERE person_id = whose) FROM counting;
END;
COMMENT ON FUNCTION count_follows(uuid) IS
    'How many follow somebody and whom they follow: numbers for whoever has a profile, never names.';
ALTER FUNCTION count_follows(uuid) OWNER TO beknown_lookup;

-- What others are shown --------------------------------------------------------------------------------------------

CREATE POLICY shown ON profile FOR SELECT TO beknown_app
    USING (
        (SELECT app_purpose()) IN ('export', 'feed')
        AND (SELECT has_profile())
        AND person_id NOT IN (SELECT hidden_people())
    );
CREATE POLICY shown ON follow FOR SELECT TO beknown_app
    USING (
        followed_id = (SELECT app_person())
        AND (SELECT app_purpose()) IN ('export', 'feed')
        AND person_id NOT IN (SELECT hidden_people())
    );

CREATE FUNCTION blocked_people() RETURNS TABLE (id uuid, handle text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT p.person_id, p.handle, p.name
    FROM public.people_block b JOIN public.profile p ON p.person_id = b.blocked_id
    WHERE b.person_id = app_person() AND app_purpose() = 'export'
    ORDER BY b.made_at DESC;
END;
COMMENT ON FUNCTION blocked_people() IS 'Whom this person blocked, by name, so that they can take it back.';
ALTER FUNCTION blocked_people() OWNER TO beknown_lookup;

-- A person as another one sees them, and what stands between the two: 'no', 'waits' (for a word), 'follows', 'refused'.
CREATE VIEW people_card WITH (security_invoker) AS
SELECT
    p.person_id AS id, p.handle, p.name, p.bio, p.picture_id,
    p.person_id IN (SELECT private_people()) AS is_private,
    CASE
        WHEN p.person_id IN (SELECT followed_people()) THEN 'follows'
        WHEN EXISTS (
            SELECT 1 FROM follow f WHERE f.person_id = (SELECT app_person()) AND f.followed_id = p.person_id
        ) THEN 'waits'
        ELSE 'no'
    END AS mine,
    CASE
        WHEN NOT EXISTS (
            SELECT 1 FROM follow f WHERE f.person_id = p.person_id AND f.followed_id = (SELECT app_person())
        ) THEN 'no'
        WHEN a.is_accepted THEN 'follows'
        WHEN NOT a.is_accepted THEN 'refused'
        WHEN (SELECT app_person()) IN (SELECT private_people()) THEN 'waits'
        ELSE 'follows'
    END AS theirs
FROM profile p
LEFT JOIN follow_answer a ON a.person_id = (SELECT app_person()) AND a.follower_id = p.person_id;
COMMENT ON VIEW people_card IS 'People as a reader may see them. Holds nothing by itself.';
