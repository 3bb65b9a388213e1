-- What understanding has yet to read of the log.

-- One row for each event that the learners haven't read; appended with the event, taken away by the job that read it.
CREATE TABLE event_unread (
    person_id uuid NOT NULL,
    event_id uuid NOT NULL,
    PRIMARY KEY (person_id, event_id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
COMMENT ON TABLE event_unread IS
    'Which events understanding has yet to learn from. purposes: account, assistant, feed, ads, business, live, export, safety';
ALTER TABLE event_unread ENABLE ROW LEVEL SECURITY;
ALTER TABLE event_unread FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON event_unread TO beknown_app USING (person_id = (SELECT app_person()));
