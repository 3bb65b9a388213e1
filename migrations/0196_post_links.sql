-- What pages say of themselves that posts link to: asked once by the server, kept with the post, gone with it.

CREATE TABLE post_link (
    person_id uuid NOT NULL REFERENCES profile ON DELETE CASCADE,
    post_id uuid NOT NULL,
    id uuid NOT NULL,
    url text NOT NULL CHECK (length(url) <= 2000),
    state text NOT NULL CHECK (state IN ('waits', 'shown', 'empty', 'away')),
    title text NOT NULL DEFAULT '' CHECK (length(title) <= 200),
    about text NOT NULL DEFAULT '' CHECK (length(about) <= 300),
    blob_id uuid,
    width int CHECK (width > 0),
    height int CHECK (height > 0),
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, post_id),
    UNIQUE (person_id, id),
    FOREIGN KEY (person_id, post_id) REFERENCES post ON DELETE CASCADE,
    FOREIGN KEY (person_id, blob_id) REFERENCES blob ON DELETE SET NULL (blob_id)
);
CREATE INDEX post_link_blob ON post_link (person_id, blob_id);
COMMENT ON TABLE post_link IS
    'The first address in each post, and what the page there says of itself: it waits to be asked, is shown to others'
    ' who see the post, says nothing, or was taken away by its author. purposes: feed, export, safety';

ALTER TABLE post_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE post_link FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON post_link TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
CREATE POLICY shown ON post_link FOR SELECT TO beknown_app
    USING (
        state = 'shown'
        AND (SELECT app_purpose()) IN ('export', 'feed')
        AND EXISTS (SELECT 1 FROM post p WHERE p.person_id = post_link.person_id AND p.id = post_id)
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
    ) AS link
FROM post p
JOIN profile a ON a.person_id = p.person_id
WHERE p.gone_at IS NULL;
