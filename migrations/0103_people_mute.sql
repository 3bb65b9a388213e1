-- What a person doesn't want to read: somebody, a word, a thread. Only they know of it.

CREATE TABLE people_mute (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('person', 'word', 'thread')),
    muted_id uuid REFERENCES profile ON DELETE CASCADE,
    word text CHECK (length(word) BETWEEN 1 AND 100),
    root_person_id uuid,
    root_id uuid,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    UNIQUE NULLS NOT DISTINCT (person_id, muted_id, word, root_person_id, root_id),
    FOREIGN KEY (root_person_id, root_id) REFERENCES post (person_id, id) ON DELETE CASCADE
);
CREATE INDEX people_mute_muted ON people_mute (muted_id);
CREATE INDEX people_mute_root ON people_mute (root_person_id, root_id);
COMMENT ON TABLE people_mute IS
    'Whom, which words and which threads a person doesn''t want to read. purposes: feed, export, safety';
ALTER TABLE people_mute ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_mute FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON people_mute TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('feed', 'export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
