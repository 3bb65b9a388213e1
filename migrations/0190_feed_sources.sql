-- Less of a source that a person follows elsewhere: one of its items is hidden, and it gets fewer places on a page.

CREATE TABLE feed_less_source (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    follow_id uuid NOT NULL,
    item_id uuid NOT NULL,
    event_id uuid NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    UNIQUE (person_id, item_id),
    FOREIGN KEY (person_id, follow_id) REFERENCES outlet_follow ON DELETE CASCADE,
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
CREATE INDEX feed_less_source_follow ON feed_less_source (person_id, follow_id);
CREATE INDEX feed_less_source_event ON feed_less_source (person_id, event_id);
COMMENT ON TABLE feed_less_source IS
    'Which sources a person wants less of on their feed, by an item that they hid. purposes: feed, export, safety';
ALTER TABLE feed_less_source ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_less_source FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON feed_less_source TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
CREATE TRIGGER forget_deed AFTER DELETE ON feed_less_source FOR EACH ROW EXECUTE FUNCTION forget_deed();
