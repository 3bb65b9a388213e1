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
