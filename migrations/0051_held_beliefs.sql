-- Beliefs in full: what was found in the log (`belief_proposal`), and what is held of it (`belief`, `belief_evidence`).
-- Everything in the last two follows from the log, the proposals and the marks; see understanding/consolidate.py.

ALTER TABLE belief RENAME COLUMN text TO statement;
ALTER TABLE belief RENAME COLUMN held_since TO learned_at;
ALTER TABLE belief
    ADD COLUMN kind text NOT NULL DEFAULT 'fact' CHECK (kind IN (
        'fact', 'preference', 'habit', 'relationship', 'goal', 'commitment', 'plan', 'view', 'feeling', 'skill',
        'possession', 'health'
    )),
    ADD COLUMN subject text NOT NULL DEFAULT 'me' CHECK (subject <> ''),
    ADD COLUMN slot text,
    ADD COLUMN value text,
    ADD COLUMN confidence double precision NOT NULL DEFAULT 1 CHECK (confidence BETWEEN 0 AND 1),
    ADD COLUMN holds_from date,
    ADD COLUMN holds_until date,
    ADD COLUMN is_sensitive boolean NOT NULL DEFAULT false,
    ADD COLUMN is_confirmed boolean NOT NULL DEFAULT false,
    ADD COLUMN origin text NOT NULL DEFAULT 'told' CHECK (origin IN ('told', 'rules', 'model')),
    ADD COLUMN state text NOT NULL DEFAULT 'held' CHECK (state IN (
        'held', 'ended', 'in_question', 'rejected', 'superseded'
    )),
    -- Beliefs with the same question contradict one another, and only the person can say which holds.
    ADD COLUMN question uuid,
    -- The event that says it no longer holds; when that is forgotten, so is that it ended.
    ADD COLUMN ended_by uuid,
    -- What it could serve if every switch of the person were on.
    ADD COLUMN allowed text[] NOT NULL DEFAULT '{assistant,live,export,safety}',
    ADD FOREIGN KEY (person_id, ended_by) REFERENCES event ON DELETE SET NULL (ended_by);
UPDATE belief SET state = 'superseded' WHERE superseded_by IS NOT NULL;
CREATE INDEX belief_about ON belief (person_id, subject, kind);
CREATE INDEX belief_ended_by ON belief (person_id, ended_by) WHERE ended_by IS NOT NULL;
COMMENT ON TABLE belief IS
    'What is believed of a person and those in their life: since when we know it, when it holds, how sure it is; held only while its evidence remains.';

ALTER TABLE belief_evidence
    ADD COLUMN start int NOT NULL DEFAULT 0 CHECK (start >= 0),
    ADD COLUMN size int NOT NULL DEFAULT 0 CHECK (size >= 0),
    ADD COLUMN proposed_by text NOT NULL DEFAULT 'you' CHECK (proposed_by <> ''),
    ADD COLUMN confidence double precision NOT NULL DEFAULT 1 CHECK (confidence BETWEEN 0 AND 1);
UPDATE belief_evidence e SET size = length(o.text) FROM event o
WHERE o.person_id = e.person_id AND o.id = e.event_id;
COMMENT ON TABLE belief_evidence IS
    'The spans of events that a belief stands on, and who found each; visible only where the source of the event is.';

CREATE TABLE belief_proposal (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    event_id uuid NOT NULL,
    proposed_by text NOT NULL CHECK (proposed_by <> ''),
    place smallint NOT NULL CHECK (place >= 0),
    kind text NOT NULL CHECK (kind IN (
        'fact', 'preference', 'habit', 'relationship', 'goal', 'commitment', 'plan', 'view', 'feeling', 'skill',
        'possession', 'health'
    )),
    subject text NOT NULL CHECK (subject <> ''),
    statement text NOT NULL CHECK (statement <> ''),
    start int NOT NULL CHECK (start >= 0),
    size int NOT NULL CHECK (size > 0),
    slot text,
    value text,
    confidence double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    is_sensitive boolean NOT NULL,
    holds_from date,
    holds_until date,
    is_ended boolean NOT NULL,
    is_negated boolean NOT NULL,
    PRIMARY KEY (person_id, event_id, proposed_by, place),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
COMMENT ON TABLE belief_proposal IS
    'What was found in each event that may be believed, before it is put together with the rest. purposes: export';
ALTER TABLE belief_proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE belief_proposal FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON belief_proposal TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');
CREATE POLICY upkeep ON belief_proposal TO beknown_owner USING (true);

-- The ids of learned beliefs are keyed hashes of what they say, so that the same belief has the same id whenever it is
-- learned, and an id tells nothing. An export brings its key along, hence there may be several; the oldest makes ids.
CREATE TABLE belief_key (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    secret bytea NOT NULL CHECK (length(secret) = 32),
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, secret)
);
COMMENT ON TABLE belief_key IS 'The keys of the ids of a person''s learned beliefs. purposes: export';
ALTER TABLE belief_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE belief_key FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON belief_key TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');

CREATE TABLE belief_mark (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    belief_id uuid NOT NULL,
    PRIMARY KEY (person_id, belief_id)
);
COMMENT ON TABLE belief_mark IS
    'The ids of beliefs that a person had forgotten, so that they are never learned again from the same words. purposes: export';
ALTER TABLE belief_mark ENABLE ROW LEVEL SECURITY;
ALTER TABLE belief_mark FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON belief_mark TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');
CREATE POLICY upkeep ON belief_mark TO beknown_owner USING (true);

-- Forgetting a correction or a rejection never brings back what it took away: a mark stays in its place.
CREATE FUNCTION keep_taken_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO belief_mark (person_id, belief_id)
    SELECT g.person_id, t.belief_id::uuid
    FROM gone g
    JOIN person p ON p.id = g.person_id
    CROSS JOIN LATERAL (
        SELECT CASE g.type
            WHEN 'assistant.memory.told.v1' THEN g.payload->>'corrects'
            WHEN 'understanding.belief.rejected.v1' THEN g.payload->>'belief'
        END AS belief_id
    ) t
    WHERE t.belief_id ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$'
      AND NOT EXISTS (
          SELECT 1 FROM event u
          WHERE u.person_id = g.person_id AND u.type = 'understanding.belief.undone.v1'
            AND u.payload->>'deed' = g.id::text
      )
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER keep_taken_back AFTER DELETE ON event
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION keep_taken_back();

-- A belief told before this migration may have an id of its own; from now on it has that of the event that tells it.
-- What was corrected then stays corrected.
INSERT INTO belief_mark (person_id, belief_id)
SELECT b.person_id, e.event_id
FROM belief b JOIN belief_evidence e ON e.person_id = b.person_id AND e.belief_id = b.id
WHERE b.superseded_by IS NOT NULL
ON CONFLICT DO NOTHING;

-- What a capable language model is to read, and what it has read: never asked twice, not even by a rebuild.
CREATE TABLE belief_reading (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    event_id uuid NOT NULL,
    read_at timestamptz,
    PRIMARY KEY (person_id, event_id),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
CREATE INDEX belief_reading_waiting ON belief_reading (person_id, event_id) WHERE read_at IS NULL;
COMMENT ON TABLE belief_reading IS
    'Which events wait for a language model to find beliefs in them, and which it has read. purposes: export';
ALTER TABLE belief_reading ENABLE ROW LEVEL SECURITY;
ALTER TABLE belief_reading FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON belief_reading TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');

CREATE TABLE belief_spending (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    day date NOT NULL,
    tokens bigint NOT NULL CHECK (tokens >= 0),
    PRIMARY KEY (person_id, day)
);
COMMENT ON TABLE belief_spending IS
    'How many tokens a language model has taken on a day (UTC) to find beliefs. purposes: export';
ALTER TABLE belief_spending ENABLE ROW LEVEL SECURITY;
ALTER TABLE belief_spending FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON belief_spending TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');
