-- Pictures in posts: drawn anew before they are kept, described by whoever posts them.

CREATE TABLE post_image (
    person_id uuid NOT NULL REFERENCES profile ON DELETE CASCADE,
    id uuid NOT NULL,
    blob_id uuid NOT NULL,
    post_id uuid,
    position smallint NOT NULL DEFAULT 0,
    alt text NOT NULL DEFAULT '' CHECK (length(alt) <= 1000),
    width int NOT NULL CHECK (width > 0),
    height int NOT NULL CHECK (height > 0),
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, post_id) REFERENCES post ON DELETE CASCADE,
    FOREIGN KEY (person_id, blob_id) REFERENCES blob ON DELETE CASCADE
);
CREATE INDEX post_image_post ON post_image (person_id, post_id, position);
CREATE INDEX post_image_blob ON post_image (person_id, blob_id);
COMMENT ON TABLE post_image IS
    'Pictures of posts, and for a day those not posted yet; shown to others who see the post.'
    ' purposes: feed, export, safety';
ALTER TABLE post_image ENABLE ROW LEVEL SECURITY;
ALTER TABLE post_image FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON post_image TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
CREATE POLICY shown ON post_image FOR SELECT TO beknown_app
    USING (
        post_id IS NOT NULL
        AND (SELECT app_purpose()) IN ('export', 'feed')
        AND EXISTS (SELECT 1 FROM post p WHERE p.person_id = post_image.person_id AND p.id = post_id)
    );

-- A post as it is read, now with its pictures.
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
    ) AS images
FROM post p
JOIN profile a ON a.person_id = p.person_id
WHERE p.gone_at IS NULL;
