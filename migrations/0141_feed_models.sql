-- What was learned from everybody's feeds: a model of what people do with what they see. Nobody's name and nothing that
-- anybody wrote is in it.

CREATE TABLE feed_model (
    id uuid PRIMARY KEY,
    begun_at timestamptz NOT NULL,
    ended_at timestamptz,
    state text NOT NULL CHECK (state IN ('training', 'served', 'kept back', 'failed')),
    version int NOT NULL,
    shown int NOT NULL CHECK (shown >= 0),
    done int NOT NULL DEFAULT 0 CHECK (done >= 0),
    total int NOT NULL CHECK (total >= 0),
    trouble text,
    model bytea
);
CREATE INDEX feed_model_begun ON feed_model (begun_at DESC);
COMMENT ON TABLE feed_model IS
    'Trainings of the action model: how far each is, on how many impressions, and the model that came of it; not personal.';

CREATE TABLE feed_model_action (
    model_id uuid NOT NULL REFERENCES feed_model ON DELETE CASCADE,
    action text NOT NULL,
    shown int NOT NULL,
    done int NOT NULL,
    loss_now double precision NOT NULL,
    loss_new double precision,
    is_better boolean NOT NULL,
    PRIMARY KEY (model_id, action)
);
COMMENT ON TABLE feed_model_action IS
    'How each action was judged on what came last: log loss of the model that served and of the learned one; not personal.';

ALTER TABLE feed_model ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_model FORCE ROW LEVEL SECURITY;
CREATE POLICY program ON feed_model TO beknown_app
    USING (
        (SELECT app_person()) = '00000000-0000-0000-0000-000000000000'
        OR ((SELECT app_purpose()) = 'account'
            AND EXISTS (SELECT 1 FROM person WHERE id = (SELECT app_person()) AND role = 'operator'))
    )
    WITH CHECK ((SELECT app_person()) = '00000000-0000-0000-0000-000000000000');
ALTER TABLE feed_model_action ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_model_action FORCE ROW LEVEL SECURITY;
CREATE POLICY program ON feed_model_action TO beknown_app
    USING (EXISTS (SELECT 1 FROM feed_model m WHERE m.id = model_id))
    WITH CHECK ((SELECT app_person()) = '00000000-0000-0000-0000-000000000000');

GRANT SELECT ON feed_deed, feed_less, post_saved, source TO beknown_lookup;
CREATE POLICY lookup ON feed_deed FOR SELECT TO beknown_lookup USING (true);
CREATE POLICY lookup ON feed_less FOR SELECT TO beknown_lookup USING (true);
CREATE POLICY lookup ON post_saved FOR SELECT TO beknown_lookup USING (true);
CREATE POLICY lookup ON source FOR SELECT TO beknown_lookup USING (true);

CREATE FUNCTION feed_action_log(since timestamptz, before timestamptz, of_version int, most int) RETURNS TABLE (
    features real[], place int, did int, shown_at double precision
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT i.features, i.position,
        (CASE WHEN EXISTS (
            SELECT 1 FROM public.feed_deed d
            WHERE (d.person_id, d.run_id, d.position, d.action) = (i.person_id, i.run_id, i.position, 'open')
        ) THEN 1 ELSE 0 END)
        | (CASE WHEN EXISTS (
            SELECT 1 FROM public.feed_deed d
            WHERE (d.person_id, d.run_id, d.position, d.action) = (i.person_id, i.run_id, i.position, 'dwell')
              AND d.seconds >= 10
        ) THEN 2 ELSE 0 END)
        | (CASE WHEN EXISTS (
            SELECT 1 FROM public.post_reaction r
            WHERE r.person_id = i.person_id AND r.post_person_id = i.author_id AND r.post_id = i.item_id
              AND r.kind <> 'sad' AND r.made_at BETWEEN i.made_at AND i.made_at + interval '1 day'
        ) THEN 4 ELSE 0 END)
        | (CASE WHEN EXISTS (
            SELECT 1 FROM public.post a
            WHERE a.person_id = i.person_id AND a.is_reply AND a.root_person_id = i.author_id AND a.root_id = i.item_id
              AND a.made_at BETWEEN i.made_at AND i.made_at + interval '1 day'
        ) THEN 8 ELSE 0 END)
        | (CASE WHEN EXISTS (
            SELECT 1 FROM public.post_saved s
            WHERE s.person_id = i.person_id AND s.post_person_id = i.author_id AND s.post_id = i.item_id
              AND s.made_at BETWEEN i.made_at AND i.made_at + interval '1 day'
        ) THEN 16 ELSE 0 END)
        | (CASE WHEN EXISTS (
            SELECT 1 FROM public.feed_deed d
            WHERE (d.person_id, d.run_id, d.position, d.action) = (i.person_id, i.run_id, i.position, 'share')
        ) THEN 32 ELSE 0 END)
        | (CASE WHEN EXISTS (
            SELECT 1 FROM public.follow f
            WHERE f.person_id = i.person_id AND f.followed_id = i.author_id
              AND f.made_at BETWEEN i.made_at AND i.made_at + interval '1 day'
        ) THEN 64 ELSE 0 END)
        | (CASE WHEN EXISTS (
            SELECT 1 FROM public.feed_less l
            WHERE l.person_id = i.person_id AND l.author_id = i.author_id AND l.post_id = i.item_id
              AND l.made_at BETWEEN i.made_at AND i.made_at + interval '1 day'
        ) THEN 128 ELSE 0 END)
        | (CASE WHEN EXISTS (
            SELECT 1 FROM public.feed_deed d
            WHERE (d.person_id, d.run_id, d.position, d.action) = (i.person_id, i.run_id, i.position, 'report')
        ) THEN 256 ELSE 0 END),
        extract(epoch FROM i.made_at)::double precision
    FROM public.feed_impression i
    WHERE app_person() = '00000000-0000-0000-0000-000000000000' AND app_purpose() = 'feed'
      AND i.made_at >= since AND i.made_at < before AND i.version = of_version AND i.looked_at IS NOT NULL
      AND EXISTS (
          SELECT 1 FROM public.source s
          WHERE s.person_id = i.person_id AND s.kind = 'feed' AND 'feed' = ANY (s.purposes)
      )
    ORDER BY i.made_at DESC
    LIMIT most;
END;
COMMENT ON FUNCTION feed_action_log(timestamptz, timestamptz, int, int) IS
    'What was looked at on feeds, by its figures alone, and what was done with it within a day, as bits in the order of the'
    ' actions; not whose feed it was, nor what it was. Answers NOBODY only. People whose switch of the feed is off for'
    ' feeds are left out.';
ALTER FUNCTION feed_action_log(timestamptz, timestamptz, int, int) OWNER TO beknown_lookup;
