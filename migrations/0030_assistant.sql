-- Conversations with the assistant: messages as a tree, what they cite, the tools they used, files, reminders.

CREATE TABLE conversation (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    head_id uuid,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id)
);
CREATE INDEX conversation_recent ON conversation (person_id, updated_at DESC, id DESC);
COMMENT ON TABLE conversation IS
    'A conversation with the assistant; `head_id` is the last message of the branch shown. purposes: assistant, export';
ALTER TABLE conversation ENABLE ROW LEVEL SECURITY;
ALTER TABLE conversation FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON conversation TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('assistant', 'export'));

CREATE TABLE message (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    parent_id uuid,
    role text NOT NULL CHECK (role IN ('user', 'assistant')),
    text text NOT NULL DEFAULT '',
    state text NOT NULL CHECK (state IN ('streaming', 'done', 'stopped', 'failed', 'waiting', 'forgotten')),
    error text,
    model text,
    event_id uuid,
    run jsonb,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, conversation_id) REFERENCES conversation ON DELETE CASCADE,
    FOREIGN KEY (person_id, parent_id) REFERENCES message ON DELETE CASCADE
);
CREATE INDEX message_conversation ON message (person_id, conversation_id, id);
CREATE INDEX message_parent ON message (person_id, parent_id);
COMMENT ON TABLE message IS
    'Questions and answers, each with its parent; `run` holds an answer that waits for a yes. purposes: assistant, export';
ALTER TABLE message ENABLE ROW LEVEL SECURITY;
ALTER TABLE message FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON message TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('assistant', 'export'));

CREATE TABLE message_citation (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    message_id uuid NOT NULL,
    number int NOT NULL CHECK (number > 0),
    event_id uuid NOT NULL,
    score double precision NOT NULL,
    PRIMARY KEY (person_id, message_id, number),
    FOREIGN KEY (person_id, message_id) REFERENCES message ON DELETE CASCADE,
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE
);
CREATE INDEX message_citation_event ON message_citation (person_id, event_id);
COMMENT ON TABLE message_citation IS 'Which event stands behind [1], [2], ... of an answer. purposes: assistant, export';
ALTER TABLE message_citation ENABLE ROW LEVEL SECURITY;
ALTER TABLE message_citation FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON message_citation TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('assistant', 'export'));

CREATE TABLE tool_call (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    message_id uuid NOT NULL,
    position int NOT NULL,
    call_key text NOT NULL,
    name text NOT NULL,
    arguments jsonb NOT NULL DEFAULT '{}',
    result jsonb,
    state text NOT NULL CHECK (state IN ('running', 'waiting', 'done', 'failed', 'refused', 'undone')),
    undo jsonb,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, message_id) REFERENCES message ON DELETE CASCADE
);
CREATE INDEX tool_call_message ON tool_call (person_id, message_id, position);
COMMENT ON TABLE tool_call IS
    'What an answer did on the way: tool, arguments, result, whether it may be undone. purposes: assistant, export';
ALTER TABLE tool_call ENABLE ROW LEVEL SECURITY;
ALTER TABLE tool_call FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON tool_call TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('assistant', 'export'));

-- An answer that quoted what is now forgotten is forgotten with it: its text, its tools' results, its event.
CREATE FUNCTION forget_answer_with_its_source() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
    said uuid;
BEGIN
    SELECT event_id INTO said FROM message
    WHERE person_id = OLD.person_id AND id = OLD.message_id AND state <> 'forgotten';
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    UPDATE message SET text = '', state = 'forgotten', run = NULL, event_id = NULL
    WHERE person_id = OLD.person_id AND id = OLD.message_id;
    UPDATE tool_call SET arguments = '{}', result = NULL, undo = NULL
    WHERE person_id = OLD.person_id AND message_id = OLD.message_id;
    DELETE FROM message_citation WHERE person_id = OLD.person_id AND message_id = OLD.message_id;
    IF said IS NOT NULL THEN
        DELETE FROM event WHERE person_id = OLD.person_id AND id = said;
    END IF;
    RETURN NULL;
END $$;
-- It runs inside the cascade, as the owner of the tables, whom forced row security binds like anybody.
CREATE POLICY forget_answer ON message TO beknown_owner USING (true);
CREATE POLICY forget_answer ON tool_call TO beknown_owner USING (true);
CREATE POLICY forget_answer ON message_citation TO beknown_owner USING (true);
CREATE POLICY forget_answer ON event TO beknown_owner USING (true);
CREATE TRIGGER forget_with_source AFTER DELETE ON message_citation
    FOR EACH ROW EXECUTE FUNCTION forget_answer_with_its_source();

CREATE TABLE attachment (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    message_id uuid,
    blob_id uuid NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    text text NOT NULL DEFAULT '',
    note text,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, message_id) REFERENCES message ON DELETE CASCADE,
    FOREIGN KEY (person_id, blob_id) REFERENCES blob ON DELETE CASCADE
);
CREATE INDEX attachment_message ON attachment (person_id, message_id);
CREATE INDEX attachment_blob ON attachment (person_id, blob_id);
COMMENT ON TABLE attachment IS
    'Files given to the assistant, with the text read out of them. purposes: assistant, export';
ALTER TABLE attachment ENABLE ROW LEVEL SECURITY;
ALTER TABLE attachment FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON attachment TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('assistant', 'export'));

CREATE TABLE reminder (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    due_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('set', 'due', 'done')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id)
);
CREATE INDEX reminder_due ON reminder (person_id, due_at);
COMMENT ON TABLE reminder IS 'What a person wants to be reminded of, and when. purposes: assistant, export';
ALTER TABLE reminder ENABLE ROW LEVEL SECURITY;
ALTER TABLE reminder FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON reminder TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('assistant', 'export'));

CREATE TABLE tool_server (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9_-]{0,31}$'),
    transport text NOT NULL CHECK (transport IN ('http', 'stdio')),
    address text NOT NULL CHECK (length(address) BETWEEN 1 AND 2000),
    token text,
    is_on boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX tool_server_name ON tool_server (name);
COMMENT ON TABLE tool_server IS
    'MCP servers that the operator added; only operators change them. not personal';
ALTER TABLE tool_server ENABLE ROW LEVEL SECURITY;
ALTER TABLE tool_server FORCE ROW LEVEL SECURITY;
CREATE POLICY use ON tool_server FOR SELECT TO beknown_app
    USING ((SELECT app_purpose()) IN ('assistant', 'account'));
CREATE POLICY manage ON tool_server TO beknown_app
    USING (
        (SELECT app_purpose()) = 'account'
        AND EXISTS (SELECT 1 FROM person WHERE person.id = (SELECT app_person()) AND person.role = 'operator')
    );
