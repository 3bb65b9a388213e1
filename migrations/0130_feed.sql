-- The home feed: the meaning of posts, what was put on a person's pages and what they did with it, how they steer it.

-- The meaning of a post, as its author's: made by a job, made anew when the post is changed.
CREATE TABLE post_vector (
    person_id uuid NOT NULL,
    post_id uuid NOT NULL,
    event_id uuid NOT NULL,
    space text NOT NULL,
    vector halfvec NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, post_id),
    FOREIGN KEY (person_id, post_id) REFERENCES post ON DELETE CASCADE
);
CREATE INDEX post_vector_made ON post_vector (made_at);
COMMENT ON TABLE post_vector IS
    'The meaning of posts as vectors; shown to others who see the post. purposes: feed, export, safety';
ALTER TABLE post_vector ENABLE ROW LEVEL SECURITY;
ALTER TABLE post_vector FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON post_vector TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
CREATE POLICY shown ON post_vector FOR SELECT TO beknown_app
    USING (
        (SELECT app_purpose()) IN ('export', 'feed')
        AND EXISTS (SELECT 1 FROM post p WHERE p.person_id = post_vector.person_id AND p.id = post_id)
    );

CREATE INDEX post_latest ON post (id DESC) WHERE NOT is_reply;
CREATE INDEX post_reply_made ON post (made_at) WHERE is_reply;
CREATE INDEX post_reaction_made ON post_reaction (made_at);
CREATE INDEX post_reaction_own ON post_reaction (person_id, made_at DESC);

CREATE TABLE feed_setting (
    person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    weights jsonb NOT NULL DEFAULT '{}',
    has_made boolean NOT NULL DEFAULT true,
    changed_at timestamptz NOT NULL
);
COMMENT ON TABLE feed_setting IS
    'What actions are worth to a person on their feed, where they chose it, and whether Beknown adds things it made.'
    ' purposes: feed, export, safety';
ALTER TABLE feed_setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_setting FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON feed_setting TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));

-- What was put where on which page. It holds ids and figures, nothing that anybody wrote. What has an author is a post,
-- and goes with it. The event that tells of it in the log is appended by a job, for many at once.
CREATE TABLE feed_impression (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    run_id uuid NOT NULL,
    position int NOT NULL CHECK (position >= 0),
    kind text NOT NULL CHECK (kind IN ('post', 'source', 'made')),
    author_id uuid,
    item_id uuid NOT NULL,
    made_at timestamptz NOT NULL,
    propensity double precision NOT NULL CHECK (propensity > 0 AND propensity <= 1),
    is_exploring boolean NOT NULL,
    value double precision NOT NULL,
    version int NOT NULL,
    features real[] NOT NULL,
    reasons jsonb NOT NULL,
    looked_at timestamptz,
    event_id uuid,
    PRIMARY KEY (person_id, run_id, position),
    FOREIGN KEY (author_id, item_id) REFERENCES post (person_id, id) ON DELETE CASCADE,
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
CREATE INDEX feed_impression_item ON feed_impression (author_id, item_id);
CREATE INDEX feed_impression_made ON feed_impression (person_id, made_at DESC);
CREATE INDEX feed_impression_event ON feed_impression (person_id, event_id);
CREATE INDEX feed_impression_old ON feed_impression (made_at);
COMMENT ON TABLE feed_impression IS
    'What was put on a person''s feed, where, with what probability and by which figures. purposes: feed, export, safety';
ALTER TABLE feed_impression ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_impression FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON feed_impression TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));

-- What the person did with it, other than what posts themselves keep (reactions, replies, what is saved).
CREATE TABLE feed_deed (
    person_id uuid NOT NULL,
    run_id uuid NOT NULL,
    position int NOT NULL,
    action text NOT NULL CHECK (action IN ('open', 'dwell', 'share', 'hide', 'report')),
    seconds int CHECK (seconds >= 0),
    at timestamptz NOT NULL,
    event_id uuid,
    PRIMARY KEY (person_id, run_id, position, action),
    FOREIGN KEY (person_id, run_id, position) REFERENCES feed_impression ON DELETE CASCADE,
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
CREATE INDEX feed_deed_event ON feed_deed (person_id, event_id);
COMMENT ON TABLE feed_deed IS 'What a person did with what was on their feed. purposes: feed, export, safety';
ALTER TABLE feed_deed ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_deed FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON feed_deed TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));

-- What a person wants less of: what is like a post, and a little of its author. It goes with the post.
CREATE TABLE feed_less (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    author_id uuid NOT NULL,
    post_id uuid NOT NULL,
    event_id uuid NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (author_id, post_id) REFERENCES post (person_id, id) ON DELETE CASCADE,
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
CREATE INDEX feed_less_post ON feed_less (author_id, post_id);
CREATE INDEX feed_less_event ON feed_less (person_id, event_id);
COMMENT ON TABLE feed_less IS 'What a person wants less of on their feed. purposes: feed, export, safety';
ALTER TABLE feed_less ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_less FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON feed_less TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
CREATE TRIGGER forget_deed AFTER DELETE ON feed_less FOR EACH ROW EXECUTE FUNCTION forget_deed();

-- What everybody here may see --------------------------------------------------------------------------------------
--
-- A server process keeps figures of posts that are for everyone, and ranks for each person out of them. These functions
-- give no text, only what is for everyone, and only under the purpose `feed`. Whatever is shown is read in the person's
-- own scope after all, where row security has the last word.

GRANT SELECT ON post, post_vector, post_image, post_reaction TO beknown_lookup;
CREATE POLICY lookup ON post FOR SELECT TO beknown_lookup USING (true);
CREATE POLICY lookup ON post_vector FOR SELECT TO beknown_lookup USING (true);
CREATE POLICY lookup ON post_image FOR SELECT TO beknown_lookup USING (true);
CREATE POLICY lookup ON post_reaction FOR SELECT TO beknown_lookup USING (true);

CREATE FUNCTION feed_posts(after uuid, before uuid, most int) RETURNS TABLE (
    author_id uuid, id uuid, made_at timestamptz, letters int, has_image boolean, space text, vector bytea
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT p.person_id, p.id, p.made_at, length(p.text),
        EXISTS (SELECT 1 FROM public.post_image i WHERE i.person_id = p.person_id AND i.post_id = p.id),
        v.space, halfvec_send(v.vector)
    FROM public.post p
    LEFT JOIN public.post_vector v ON v.person_id = p.person_id AND v.post_id = p.id
    WHERE app_purpose() = 'feed' AND p.shown_to = 'everyone' AND NOT p.is_reply AND p.gone_at IS NULL
      AND p.person_id NOT IN (SELECT private_people())
      AND p.id > after AND p.id < before
    ORDER BY p.id DESC
    LIMIT most;
END;
COMMENT ON FUNCTION feed_posts(uuid, uuid, int) IS 'Figures of posts that are for everyone, the newest first.';
ALTER FUNCTION feed_posts(uuid, uuid, int) OWNER TO beknown_lookup;

CREATE FUNCTION feed_vectors(since timestamptz) RETURNS TABLE (author_id uuid, id uuid, space text, vector bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT v.person_id, v.post_id, v.space, halfvec_send(v.vector)
    FROM public.post_vector v
    JOIN public.post p ON p.person_id = v.person_id AND p.id = v.post_id
    WHERE app_purpose() = 'feed' AND v.made_at >= since AND p.shown_to = 'everyone' AND NOT p.is_reply
      AND p.person_id NOT IN (SELECT private_people());
END;
COMMENT ON FUNCTION feed_vectors(timestamptz) IS 'Vectors made lately of posts that are for everyone.';
ALTER FUNCTION feed_vectors(timestamptz) OWNER TO beknown_lookup;

CREATE FUNCTION feed_deeds(since timestamptz) RETURNS TABLE (
    person_id uuid, author_id uuid, id uuid, is_reply boolean, made_at timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT r.person_id, r.post_person_id, r.post_id, false, r.made_at
    FROM public.post_reaction r
    JOIN public.post p ON p.person_id = r.post_person_id AND p.id = r.post_id
    WHERE app_purpose() = 'feed' AND r.made_at >= since AND p.shown_to = 'everyone' AND NOT p.is_reply
    UNION ALL
    SELECT a.person_id, a.root_person_id, a.root_id, true, a.made_at
    FROM public.post a
    WHERE app_purpose() = 'feed' AND a.is_reply AND a.made_at >= since AND a.gone_at IS NULL
      AND a.shown_to = 'everyone' AND a.root_id IS NOT NULL;
END;
COMMENT ON FUNCTION feed_deeds(timestamptz) IS 'Who reacted and replied lately to posts that are for everyone.';
ALTER FUNCTION feed_deeds(timestamptz) OWNER TO beknown_lookup;

GRANT DELETE ON feed_impression TO beknown_lookup;
GRANT SELECT ON feed_impression TO beknown_lookup;
CREATE POLICY lookup ON feed_impression FOR SELECT TO beknown_lookup USING (true);
CREATE POLICY sweep ON feed_impression FOR DELETE TO beknown_lookup USING (true);
CREATE PROCEDURE sweep_feed(before timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    DELETE FROM public.feed_impression WHERE made_at < before;
END;
COMMENT ON PROCEDURE sweep_feed(timestamptz) IS 'Delete what was put on pages long ago, and what was done with it.';
ALTER PROCEDURE sweep_feed(timestamptz) OWNER TO beknown_lookup;
