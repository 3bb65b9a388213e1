-- Something of this place can be put into a message: a post, or another item of the feed. The message names it alone;
-- each reader sees it as far as it is for them.

ALTER TABLE chat_message
    ADD COLUMN attached_kind text CHECK (attached_kind ~ '^[a-z_]{1,40}$'),
    ADD COLUMN attached_of uuid,
    ADD COLUMN attached_id uuid,
    ADD CHECK ((attached_kind IS NULL) = (attached_id IS NULL));

CREATE TABLE post_passed_on (
    person_id uuid NOT NULL REFERENCES profile ON DELETE CASCADE,
    post_person_id uuid NOT NULL,
    post_id uuid NOT NULL,
    event_id uuid NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, post_person_id, post_id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE,
    FOREIGN KEY (post_person_id, post_id) REFERENCES post (person_id, id) ON DELETE CASCADE
);
CREATE INDEX post_passed_on_post ON post_passed_on (post_person_id, post_id);
CREATE INDEX post_passed_on_event ON post_passed_on (person_id, event_id);
COMMENT ON TABLE post_passed_on IS
    'Posts that a person put into a message, but not into which; only they know. purposes: feed, export, safety';
ALTER TABLE post_passed_on ENABLE ROW LEVEL SECURITY;
ALTER TABLE post_passed_on FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON post_passed_on TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
CREATE TRIGGER is_seen BEFORE INSERT ON post_passed_on FOR EACH ROW EXECUTE FUNCTION check_post_is_seen();
CREATE TRIGGER forget_deed AFTER DELETE ON post_passed_on FOR EACH ROW EXECUTE FUNCTION forget_deed();
