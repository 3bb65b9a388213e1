-- What Beknown makes for one person on their feed, each with what it stands on. When one of its sources goes, it goes.

CREATE TABLE made_item (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('today', 'interest', 'years', 'thread')),
    subject text NOT NULL CHECK (length(subject) <= 100),
    about text NOT NULL CHECK (length(about) <= 200),
    lines jsonb NOT NULL,
    model text CHECK (length(model) <= 200),
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id)
);
COMMENT ON TABLE made_item IS
    'What Beknown made for a person''s feed, in plain words with its sources, until it expires.'
    ' purposes: feed, export, safety';
ALTER TABLE made_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE made_item FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON made_item TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));

-- `digest` is a hash of the words that were read: of words that were changed since, nothing is shown.
CREATE TABLE made_source (
    person_id uuid NOT NULL,
    made_id uuid NOT NULL,
    number int NOT NULL CHECK (number > 0),
    event_id uuid,
    author_id uuid,
    post_id uuid,
    item_id uuid REFERENCES outlet_item (id) ON DELETE CASCADE,
    digest text NOT NULL CHECK (length(digest) = 64),
    PRIMARY KEY (person_id, made_id, number),
    CHECK (num_nonnulls(event_id, post_id, item_id) = 1 AND (author_id IS NULL) = (post_id IS NULL)),
    FOREIGN KEY (person_id, made_id) REFERENCES made_item ON DELETE CASCADE,
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE,
    FOREIGN KEY (author_id, post_id) REFERENCES post (person_id, id) ON DELETE CASCADE
);
CREATE INDEX made_source_event ON made_source (person_id, event_id);
CREATE INDEX made_source_post ON made_source (author_id, post_id);
CREATE INDEX made_source_item ON made_source (item_id);
COMMENT ON TABLE made_source IS
    'What each thing that was made for a person stands on: events of theirs, posts, items of outlets.'
    ' purposes: feed, export, safety';
ALTER TABLE made_source ENABLE ROW LEVEL SECURITY;
ALTER TABLE made_source FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON made_source TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));

-- Foreign keys fire this in the name of the tables' owner, who has no other way in.
CREATE POLICY upkeep ON made_item TO beknown_owner USING (true);
CREATE POLICY upkeep ON made_source TO beknown_owner USING (true);
CREATE FUNCTION drop_baseless_made() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    DELETE FROM made_item WHERE person_id = OLD.person_id AND id = OLD.made_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER drop_baseless AFTER DELETE ON made_source FOR EACH ROW EXECUTE FUNCTION drop_baseless_made();

-- Less of one kind: it goes with its event, and its event with it.
CREATE TABLE feed_less_made (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('today', 'interest', 'years', 'thread')),
    item_id uuid NOT NULL,
    event_id uuid NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    UNIQUE (person_id, item_id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
CREATE INDEX feed_less_made_event ON feed_less_made (person_id, event_id);
COMMENT ON TABLE feed_less_made IS
    'Of which kinds of what Beknown makes a person wants less. purposes: feed, export, safety';
ALTER TABLE feed_less_made ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_less_made FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON feed_less_made TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
CREATE TRIGGER forget_deed AFTER DELETE ON feed_less_made FOR EACH ROW EXECUTE FUNCTION forget_deed();

-- The rule stands here once: what is to be shown and what is to be made both go by it.
CREATE FUNCTION made_resting(at timestamptz) RETURNS SETOF text
LANGUAGE sql STABLE SET search_path = public
BEGIN ATOMIC
    SELECT l.kind FROM public.feed_less_made l
    WHERE l.person_id = (SELECT app_person()) AND l.made_at > at - interval '180 days'
    GROUP BY l.kind
    HAVING max(l.made_at) > at - make_interval(days => CASE count(*) WHEN 1 THEN 7 WHEN 2 THEN 30 ELSE 90 END);
END;
COMMENT ON FUNCTION made_resting(timestamptz) IS
    'The kinds that rest because the person wanted less of them: a week, a month after the second wish of half a year,'
    ' a quarter after the third.';

-- When it was looked for something to make, when the person's next morning is, and what their interests were based on.
CREATE TABLE made_look (
    person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    looked_at timestamptz NOT NULL,
    next_at timestamptz NOT NULL,
    interests bigint
);
COMMENT ON TABLE made_look IS
    'When Beknown looked for something to make for a person, and looks again. purposes: feed, export, safety';
ALTER TABLE made_look ENABLE ROW LEVEL SECURITY;
ALTER TABLE made_look FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON made_look TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));

-- Whose turn it is --------------------------------------------------------------------------------------------------
--
-- For the worker alone, in the name of nobody: it gives ids of people, nothing else. Due is who read their feed within
-- two weeks, didn't switch it off, and has a new morning; or, an hour after the last look, cause: their interests
-- changed, or a long thread that they took part in or saved has grown.

GRANT SELECT ON made_look, feed_setting, feed_impression, interest_state, post, post_saved TO beknown_lookup;
CREATE POLICY lookup ON made_look FOR SELECT TO beknown_lookup USING (true);
CREATE POLICY lookup ON feed_setting FOR SELECT TO beknown_lookup USING (true);
CREATE POLICY lookup ON interest_state FOR SELECT TO beknown_lookup USING (true);

CREATE FUNCTION feed_made_due(at timestamptz, long int, most int) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    WITH grown AS (
        SELECT r.root_person_id, r.root_id, max(r.made_at) AS at FROM public.post r
        WHERE r.is_reply AND r.root_id IS NOT NULL AND r.made_at > at - interval '2 hours' AND r.gone_at IS NULL
        GROUP BY r.root_person_id, r.root_id
    ), long_ones AS (
        SELECT g.* FROM grown g
        WHERE (
            SELECT count(*) FROM public.post t
            WHERE t.root_person_id = g.root_person_id AND t.root_id = g.root_id AND t.gone_at IS NULL
        ) >= long
    ), partakers AS (
        SELECT t.person_id, g.at FROM long_ones g
        JOIN public.post t ON t.root_person_id = g.root_person_id AND t.root_id = g.root_id
        UNION SELECT g.root_person_id, g.at FROM long_ones g
        UNION
        SELECT s.person_id, g.at FROM long_ones g
        JOIN public.post_saved s ON s.post_person_id = g.root_person_id AND s.post_id = g.root_id
    )
    SELECT p.id FROM public.person p
    LEFT JOIN public.made_look l ON l.person_id = p.id
    WHERE app_purpose() = 'safety' AND app_person() = '00000000-0000-0000-0000-000000000000'
        AND EXISTS (
            SELECT 1 FROM public.feed_impression i
            WHERE i.person_id = p.id AND i.made_at > at - interval '14 days'
        )
        AND NOT EXISTS (SELECT 1 FROM public.feed_setting s WHERE s.person_id = p.id AND NOT s.has_made)
        AND (
            l.person_id IS NULL
            OR l.next_at <= at
            OR (
                l.looked_at <= at - interval '1 hour'
                AND (
                    l.interests IS DISTINCT FROM (
                        SELECT i.settled FROM public.interest_state i WHERE i.person_id = p.id
                    )
                    OR EXISTS (SELECT 1 FROM partakers k WHERE k.person_id = p.id AND k.at > l.looked_at)
                )
            )
        )
    ORDER BY l.next_at NULLS FIRST
    LIMIT most;
END;
ALTER FUNCTION feed_made_due(timestamptz, int, int) OWNER TO beknown_lookup;
REVOKE ALL ON FUNCTION feed_made_due(timestamptz, int, int) FROM public;
GRANT EXECUTE ON FUNCTION feed_made_due(timestamptz, int, int) TO beknown_app;

GRANT SELECT, DELETE ON made_item TO beknown_lookup;
CREATE POLICY sweep ON made_item TO beknown_lookup USING (true);
CREATE PROCEDURE sweep_made(at timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    DELETE FROM public.made_item WHERE expires_at <= at AND app_purpose() = 'safety';
END;
COMMENT ON PROCEDURE sweep_made(timestamptz) IS 'Delete what was made and isn''t shown any more, of everybody.';
ALTER PROCEDURE sweep_made(timestamptz) OWNER TO beknown_lookup;
REVOKE ALL ON PROCEDURE sweep_made(timestamptz) FROM public;
GRANT EXECUTE ON PROCEDURE sweep_made(timestamptz) TO beknown_app;
