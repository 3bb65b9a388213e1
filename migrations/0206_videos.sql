-- Videos: drawn anew by a job, then put into a post.
--
-- What comes in waits in `video_work`, seen by its person alone, first as it came (`source_id`), then as it was drawn
-- anew (`blob_id`, and a picture of it), until it is posted or sent, at most for a day. Posting moves it to `post_video`.

CREATE TABLE video_work (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('waits', 'works', 'ready', 'failed')),
    percent smallint NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
    reason text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    source_id uuid,
    blob_id uuid,
    poster_id uuid,
    width int CHECK (width > 0),
    height int CHECK (height > 0),
    length_ms int CHECK (length_ms > 0),
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, source_id) REFERENCES blob ON DELETE CASCADE,
    FOREIGN KEY (person_id, blob_id) REFERENCES blob ON DELETE CASCADE,
    FOREIGN KEY (person_id, poster_id) REFERENCES blob ON DELETE CASCADE,
    CONSTRAINT video_work_facts CHECK (
        CASE state
            WHEN 'ready' THEN num_nonnulls(blob_id, poster_id, width, height, length_ms) = 5 AND source_id IS NULL
            WHEN 'failed' THEN num_nonnulls(source_id, blob_id, poster_id) = 0 AND reason <> ''
            ELSE source_id IS NOT NULL AND num_nonnulls(blob_id, poster_id) = 0
        END
    )
);
CREATE INDEX video_work_source ON video_work (person_id, source_id);
CREATE INDEX video_work_blob ON video_work (person_id, blob_id);
CREATE INDEX video_work_poster ON video_work (person_id, poster_id);
CREATE INDEX video_work_made ON video_work (made_at);
COMMENT ON TABLE video_work IS
    'Videos that are drawn anew, or wait for a day at most to be posted or sent; of those that can''t be, why.'
    ' purposes: export';
GRANT SELECT ON video_work TO beknown_lookup;
ALTER TABLE video_work ENABLE ROW LEVEL SECURITY;
ALTER TABLE video_work FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON video_work TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export')
    WITH CHECK (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');
CREATE POLICY lookup ON video_work FOR SELECT TO beknown_lookup USING (true);

CREATE FUNCTION find_people_with_old_videos(before timestamptz) RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT DISTINCT w.person_id FROM public.video_work w
    WHERE app_purpose() = 'safety' AND app_person() = '00000000-0000-0000-0000-000000000000'
        AND w.made_at < before;
END;
COMMENT ON FUNCTION find_people_with_old_videos(timestamptz) IS
    'Who has videos that came before that and were neither posted nor sent, for jobs (NOBODY, safety), which then enter'
    ' the scope of each.';
ALTER FUNCTION find_people_with_old_videos(timestamptz) OWNER TO beknown_lookup;

CREATE TABLE post_video (
    person_id uuid NOT NULL REFERENCES profile ON DELETE CASCADE,
    post_id uuid NOT NULL,
    id uuid NOT NULL,
    blob_id uuid NOT NULL,
    poster_id uuid NOT NULL,
    alt text NOT NULL DEFAULT '' CHECK (length(alt) <= 1000),
    width int NOT NULL CHECK (width > 0),
    height int NOT NULL CHECK (height > 0),
    length_ms int NOT NULL CHECK (length_ms > 0),
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, post_id),
    UNIQUE (person_id, id),
    FOREIGN KEY (person_id, post_id) REFERENCES post ON DELETE CASCADE,
    FOREIGN KEY (person_id, blob_id) REFERENCES blob ON DELETE CASCADE,
    FOREIGN KEY (person_id, poster_id) REFERENCES blob ON DELETE CASCADE
);
CREATE INDEX post_video_blob ON post_video (person_id, blob_id);
CREATE INDEX post_video_poster ON post_video (person_id, poster_id);
COMMENT ON TABLE post_video IS
    'The video of a post, each with a picture of it; shown to others who see the post. purposes: feed, export, safety';
ALTER TABLE post_video ENABLE ROW LEVEL SECURITY;
ALTER TABLE post_video FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON post_video TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
CREATE POLICY shown ON post_video FOR SELECT TO beknown_app
    USING (
        (SELECT app_purpose()) IN ('export', 'feed')
        AND EXISTS (SELECT 1 FROM post p WHERE p.person_id = post_video.person_id AND p.id = post_id)
    );

CREATE OR REPLACE VIEW post_card WITH (security_invoker) AS
SELECT
    p.person_id AS author_id, p.id, a.handle, a.name, a.picture_id, p.text, p.shown_to, p.host_id, p.is_reply,
    p.parent_person_id, p.parent_id, p.root_person_id, p.root_id, p.made_at, p.edited_at,
    (
        SELECT count(*) FROM post r
        WHERE r.parent_person_id = p.person_id AND r.parent_id = p.id AND r.gone_at IS NULL
    ) AS replies,
    (
        SELECT coalesce(jsonb_object_agg(k.kind, k.number), '{}')
        FROM (
            SELECT e.kind, count(*) AS number FROM post_reaction e
            WHERE e.post_person_id = p.person_id AND e.post_id = p.id
            GROUP BY e.kind
        ) k
    ) AS reactions,
    (
        SELECT e.kind FROM post_reaction e
        WHERE e.person_id = (SELECT app_person()) AND e.post_person_id = p.person_id AND e.post_id = p.id
    ) AS my_reaction,
    EXISTS (
        SELECT 1 FROM post_saved s
        WHERE s.person_id = (SELECT app_person()) AND s.post_person_id = p.person_id AND s.post_id = p.id
    ) AS is_saved,
    (
        SELECT coalesce(
            jsonb_agg(
                jsonb_build_object('id', i.id, 'alt', i.alt, 'width', i.width, 'height', i.height)
                ORDER BY i.position
            ), '[]'
        )
        FROM post_image i WHERE i.person_id = p.person_id AND i.post_id = p.id
    ) AS images,
    p.person_id <> (SELECT app_person()) AND (
        p.person_id IN (SELECT m.muted_id FROM people_mute m WHERE m.kind = 'person')
        OR (coalesce(p.root_person_id, p.person_id), coalesce(p.root_id, p.id)) IN (
            SELECT m.root_person_id, m.root_id FROM people_mute m WHERE m.kind = 'thread'
        )
        OR lower(p.text) LIKE ANY (
            coalesce(
                (
                    SELECT array_agg('%' || regexp_replace(lower(m.word), '([\\%_])', '\\\1', 'g') || '%')
                    FROM people_mute m WHERE m.kind = 'word'
                ), '{}'
            )
        )
    ) AS is_muted,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'label', k.label) ORDER BY k.made_at), '[]')
        FROM moderation_mark k WHERE k.person_id = p.person_id AND k.post_id = p.id
    ) AS marks,
    p.shown_to = 'everyone' AND p.host_id NOT IN (SELECT private_people()) AS is_public,
    p.is_quote,
    (
        SELECT jsonb_build_object(
            'author_id', q.person_id, 'id', q.id, 'handle', o.handle, 'name', o.name, 'picture_id', o.picture_id,
            'text', q.text, 'made_at', q.made_at,
            'images', (
                SELECT coalesce(
                    jsonb_agg(
                        jsonb_build_object('id', i.id, 'alt', i.alt, 'width', i.width, 'height', i.height)
                        ORDER BY i.position
                    ), '[]'
                )
                FROM post_image i WHERE i.person_id = q.person_id AND i.post_id = q.id
            ),
            'video', (
                SELECT jsonb_build_object(
                    'id', w.id, 'alt', w.alt, 'width', w.width, 'height', w.height, 'length_ms', w.length_ms
                )
                FROM post_video w WHERE w.person_id = q.person_id AND w.post_id = q.id
            ),
            'marks', (
                SELECT coalesce(
                    jsonb_agg(jsonb_build_object('kind', k.kind, 'label', k.label) ORDER BY k.made_at), '[]'
                )
                FROM moderation_mark k WHERE k.person_id = q.person_id AND k.post_id = q.id
            )
        )
        FROM post q JOIN profile o ON o.person_id = q.person_id
        WHERE q.person_id = p.quote_person_id AND q.id = p.quote_id AND q.gone_at IS NULL
          AND q.shown_to = 'everyone' AND q.host_id NOT IN (SELECT private_people())
    ) AS quoted,
    (SELECT count(*) FROM post_repost r WHERE r.post_person_id = p.person_id AND r.post_id = p.id) AS reposts,
    (
        SELECT count(*) FROM post q
        WHERE q.quote_person_id = p.person_id AND q.quote_id = p.id AND q.gone_at IS NULL
    ) AS quotes,
    EXISTS (
        SELECT 1 FROM post_repost r
        WHERE r.person_id = (SELECT app_person()) AND r.post_person_id = p.person_id AND r.post_id = p.id
    ) AS is_reposted,
    (
        SELECT jsonb_build_object(
            'id', l.id, 'url', l.url, 'title', l.title, 'about', l.about, 'has_picture', l.blob_id IS NOT NULL,
            'is_waiting', l.state = 'waits'
        )
        FROM post_link l
        WHERE l.person_id = p.person_id AND l.post_id = p.id AND l.state IN ('waits', 'shown')
    ) AS link,
    (
        SELECT jsonb_build_object(
            'id', w.id, 'alt', w.alt, 'width', w.width, 'height', w.height, 'length_ms', w.length_ms
        )
        FROM post_video w WHERE w.person_id = p.person_id AND w.post_id = p.id
    ) AS video
FROM post p
JOIN profile a ON a.person_id = p.person_id
WHERE p.gone_at IS NULL;
