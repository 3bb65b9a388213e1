-- @beknown in a conversation: whoever mentions it asks, and its answer is a message marked as made by AI, which belongs
-- to who asked. It may draw on what all who are present may see, and on what each of them allowed here.

ALTER TABLE chat_message
    ADD COLUMN asks text CHECK (asks IN ('waiting', 'done', 'stopped', 'failed')),
    ADD COLUMN is_ai boolean NOT NULL DEFAULT false,
    ADD COLUMN answers bigint,
    ADD COLUMN cites jsonb NOT NULL DEFAULT '[]';
CREATE INDEX chat_message_ai ON chat_message (chat_id) WHERE is_ai;
COMMENT ON TABLE chat_message IS
    'What was said in a conversation, in the order of `seq`; `id` was made by who sent it, so that sending it again'
    ' changes nothing. `asks` says how far the answer to a mention of @beknown is; an answer `is_ai`, `answers` a'
    ' message and `cites` what it stands on. purposes: export';

REVOKE UPDATE ON chat_message FROM beknown_app;
GRANT UPDATE (asks) ON chat_message TO beknown_app;
CREATE POLICY change ON chat_message FOR UPDATE TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export' AND NOT is_ai);

CREATE TABLE chat_share (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    chat_id uuid NOT NULL,
    belief_id uuid,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 500),
    shared_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    UNIQUE (person_id, chat_id, belief_id),
    FOREIGN KEY (person_id, chat_id) REFERENCES chat_member ON DELETE CASCADE,
    FOREIGN KEY (person_id, belief_id) REFERENCES belief ON DELETE CASCADE
);
CREATE INDEX chat_share_chat ON chat_share (chat_id, person_id);
CREATE INDEX chat_share_belief ON chat_share (person_id, belief_id);
COMMENT ON TABLE chat_share IS
    'What a person lets @beknown know of them in one conversation; its members read it. It goes with the belief it'
    ' is, and with leaving. purposes: assistant, export';
GRANT SELECT ON chat_share TO beknown_lookup;
ALTER TABLE chat_share ENABLE ROW LEVEL SECURITY;
ALTER TABLE chat_share FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON chat_share TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('assistant', 'export'))
    WITH CHECK (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');
CREATE POLICY members ON chat_share FOR SELECT TO beknown_app
    USING ((SELECT app_purpose()) = 'export' AND chat_id = ANY ((SELECT app_chats())::uuid[]));
CREATE POLICY lookup ON chat_share FOR SELECT TO beknown_lookup USING (true);

-- The assistant's narrow way in: one conversation, for who asks in it, from where all who are present can see it.
CREATE FUNCTION shared_from(wanted uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN (
    SELECT max(m.first_seq) FROM public.chat_member m
    WHERE m.chat_id = wanted AND wanted = ANY (app_chats()) AND app_purpose() IN ('assistant', 'export')
);
COMMENT ON FUNCTION shared_from(uuid) IS
    'From which message on all who are in a conversation see it; NULL for who isn''t in it.';
ALTER FUNCTION shared_from(uuid) OWNER TO beknown_lookup;

CREATE FUNCTION find_answer_room(wanted uuid, mention bigint)
RETURNS TABLE (
    question text, asked_at timestamptz, kind text, name text, shared_from bigint, asker text, locale text,
    time_zone text, sharers uuid[]
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT m.text, m.sent_at, c.kind, c.name, shared_from(wanted), p.display_name, p.locale, p.time_zone,
        ARRAY(SELECT DISTINCT s.person_id FROM public.chat_share s WHERE s.chat_id = wanted)
    FROM public.chat_message m
    JOIN public.chat c ON c.id = m.chat_id
    JOIN public.person p ON p.id = m.person_id
    WHERE app_purpose() = 'assistant' AND m.chat_id = wanted AND m.seq = mention
        AND m.person_id = app_person() AND m.asks = 'waiting' AND wanted = ANY (app_chats());
END;
COMMENT ON FUNCTION find_answer_room(uuid, bigint) IS
    'A mention of @beknown that waits for its answer, for who asked and is still there; the purpose is assistant.';
ALTER FUNCTION find_answer_room(uuid, bigint) OWNER TO beknown_lookup;

CREATE FUNCTION find_shared_messages(wanted uuid, mention bigint, at_most int)
RETURNS TABLE (seq bigint, author text, text text, sent_at timestamptz, is_ai boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT m.seq, p.display_name, m.text, m.sent_at, m.is_ai
    FROM public.chat_message m
    JOIN public.person p ON p.id = m.person_id
    WHERE app_purpose() = 'assistant' AND m.chat_id = wanted AND m.seq < mention AND m.seq >= shared_from(wanted)
    ORDER BY m.seq DESC
    LIMIT at_most;
END;
COMMENT ON FUNCTION find_shared_messages(uuid, bigint, int) IS
    'What was said before a mention, as far as all who are in the conversation see it, latest first; for who is in it,'
    ' under the purpose assistant. The one way of the assistant to a conversation.';
ALTER FUNCTION find_shared_messages(uuid, bigint, int) OWNER TO beknown_lookup;

-- An answer goes with its question, and with whatever it cites.
CREATE FUNCTION drop_answers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF TG_TABLE_NAME = 'chat_share' THEN
        DELETE FROM chat_message m
        WHERE m.chat_id = OLD.chat_id AND m.is_ai
            AND m.cites @> jsonb_build_array(jsonb_build_object('share', OLD.id));
    ELSE
        DELETE FROM chat_message m
        WHERE m.chat_id = OLD.chat_id AND m.is_ai
            AND (m.answers = OLD.seq OR m.cites @> jsonb_build_array(jsonb_build_object('seq', OLD.seq)));
    END IF;
    RETURN NULL;
END;
$$;
ALTER FUNCTION drop_answers() OWNER TO beknown_lookup;
CREATE TRIGGER drop_answers AFTER DELETE ON chat_message FOR EACH ROW EXECUTE FUNCTION drop_answers();
CREATE TRIGGER drop_answers AFTER DELETE ON chat_share FOR EACH ROW EXECUTE FUNCTION drop_answers();

-- Who is no longer there is given no answer.
CREATE FUNCTION stop_questions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    UPDATE chat_message SET asks = 'stopped'
    WHERE chat_id = OLD.chat_id AND person_id = OLD.person_id AND asks = 'waiting';
    RETURN NULL;
END;
$$;
ALTER FUNCTION stop_questions() OWNER TO beknown_lookup;
CREATE TRIGGER stop_questions AFTER DELETE ON chat_member FOR EACH ROW EXECUTE FUNCTION stop_questions();
