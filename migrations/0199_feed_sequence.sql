-- What comes next after what, learned from what people did one after another. Nobody's name and nothing that anybody wrote
-- is in it; the vector of a post goes with the post.

CREATE TABLE feed_sequence (
    id uuid PRIMARY KEY,
    begun_at timestamptz NOT NULL,
    ended_at timestamptz,
    state text NOT NULL CHECK (state IN ('training', 'served', 'kept back', 'failed')),
    people int NOT NULL CHECK (people >= 0),
    deeds int NOT NULL CHECK (deeds >= 0),
    done int NOT NULL DEFAULT 0 CHECK (done >= 0),
    total int NOT NULL CHECK (total >= 0),
    asked int,
    gain_popular double precision,
    gain_now double precision,
    gain_new double precision,
    trouble text,
    weights bytea
);
CREATE INDEX feed_sequence_begun ON feed_sequence (begun_at DESC);
COMMENT ON TABLE feed_sequence IS
    'Trainings of the sequence model: how far each is, on how much, how it was judged, and the weights that came of it;'
    ' not personal.';

CREATE TABLE feed_sequence_item (
    model_id uuid NOT NULL REFERENCES feed_sequence ON DELETE CASCADE,
    author_id uuid NOT NULL,
    post_id uuid NOT NULL,
    vector bytea NOT NULL,
    PRIMARY KEY (model_id, author_id, post_id),
    FOREIGN KEY (author_id, post_id) REFERENCES post (person_id, id) ON DELETE CASCADE
);
CREATE INDEX feed_sequence_item_post ON feed_sequence_item (author_id, post_id);
COMMENT ON TABLE feed_sequence_item IS
    'Where each post that is for everyone lies for a sequence model, as half floats; goes with the post; not personal.';

ALTER TABLE feed_sequence ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_sequence FORCE ROW LEVEL SECURITY;
CREATE POLICY program ON feed_sequence TO beknown_app
    USING (
        (SELECT app_person()) = '00000000-0000-0000-0000-000000000000'
        OR ((SELECT app_purpose()) = 'account'
            AND EXISTS (SELECT 1 FROM person WHERE id = (SELECT app_person()) AND role = 'operator'))
    )
    WITH CHECK ((SELECT app_person()) = '00000000-0000-0000-0000-000000000000');
ALTER TABLE feed_sequence_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_sequence_item FORCE ROW LEVEL SECURITY;
CREATE POLICY program ON feed_sequence_item TO beknown_app
    USING ((SELECT app_person()) = '00000000-0000-0000-0000-000000000000')
    WITH CHECK ((SELECT app_person()) = '00000000-0000-0000-0000-000000000000');

GRANT SELECT ON feed_sequence_item TO beknown_lookup;
CREATE POLICY lookup ON feed_sequence_item FOR SELECT TO beknown_lookup USING (true);

CREATE FUNCTION feed_sequence_log(since timestamptz, most int) RETURNS TABLE (
    who bigint, author_id uuid, post_id uuid, at double precision
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    WITH deed AS (
        SELECT r.person_id, r.post_person_id AS author_id, r.post_id, r.made_at AS at
        FROM public.post_reaction r WHERE r.made_at >= since AND r.kind <> 'sad'
        UNION ALL
        SELECT s.person_id, s.post_person_id, s.post_id, s.made_at
        FROM public.post_saved s WHERE s.made_at >= since
        UNION ALL
        SELECT a.person_id, a.root_person_id, a.root_id, a.made_at
        FROM public.post a
        WHERE a.is_reply AND a.made_at >= since AND a.gone_at IS NULL AND a.root_id IS NOT NULL
        UNION ALL
        SELECT d.person_id, i.author_id, i.item_id, d.at
        FROM public.feed_deed d
        JOIN public.feed_impression i USING (person_id, run_id, position)
        WHERE d.at >= since AND i.kind = 'post' AND d.action IN ('open', 'share')
    ),
    latest AS (
        SELECT d.person_id, d.author_id, d.post_id, min(d.at) AS at
        FROM deed d
        JOIN public.post p ON p.person_id = d.author_id AND p.id = d.post_id
        WHERE app_person() = '00000000-0000-0000-0000-000000000000' AND app_purpose() = 'feed'
          AND p.shown_to = 'everyone' AND NOT p.is_reply AND p.gone_at IS NULL
          AND p.person_id NOT IN (SELECT private_people()) AND d.person_id <> d.author_id
          AND EXISTS (
              SELECT 1 FROM public.source s
              WHERE s.person_id = d.person_id AND s.kind = 'feed' AND 'feed' = ANY (s.purposes)
          )
        GROUP BY d.person_id, d.author_id, d.post_id
        ORDER BY min(d.at) DESC
        LIMIT most
    )
    SELECT dense_rank() OVER (ORDER BY l.person_id), l.author_id, l.post_id, extract(epoch FROM l.at)::double precision
    FROM latest l;
END;
COMMENT ON FUNCTION feed_sequence_log(timestamptz, int) IS
    'Which posts that are for everyone people opened, liked, saved, answered or passed on, each once a person, at its first'
    ' time; people by a number that holds for this answer alone. Answers NOBODY only. People whose switch of the feed is'
    ' off for feeds are left out.';
ALTER FUNCTION feed_sequence_log(timestamptz, int) OWNER TO beknown_lookup;

CREATE FUNCTION feed_sequence_items(of_model uuid) RETURNS TABLE (post_id uuid, vector bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT i.post_id, i.vector
    FROM public.feed_sequence_item i
    JOIN public.post p ON p.person_id = i.author_id AND p.id = i.post_id
    WHERE app_person() = '00000000-0000-0000-0000-000000000000' AND app_purpose() = 'feed' AND i.model_id = of_model
      AND p.shown_to = 'everyone' AND p.gone_at IS NULL AND p.person_id NOT IN (SELECT private_people());
END;
COMMENT ON FUNCTION feed_sequence_items(uuid) IS
    'The vectors of a sequence model of posts that are for everyone and not gone. Answers NOBODY only.';
ALTER FUNCTION feed_sequence_items(uuid) OWNER TO beknown_lookup;
