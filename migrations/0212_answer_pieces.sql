-- An answer of @beknown while it is written: all who are in the conversation read it as it comes, and nobody else does.
-- The row stands for the ground of the answer, too. Whatever that ground loses (something is taken back, changed, held
-- or allowed no more, or somebody comes who doesn't see it) takes the row along, and the answer is made anew.

-- Unlogged: what is half said belongs into no journal. A crash empties it, and the job makes the answer anew.
CREATE UNLOGGED TABLE chat_answering (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    chat_id uuid NOT NULL,
    seq bigint NOT NULL,
    shared_from bigint NOT NULL,
    text text NOT NULL DEFAULT '',
    cites jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (person_id, chat_id, seq),
    FOREIGN KEY (person_id, chat_id) REFERENCES chat_member ON DELETE CASCADE,
    FOREIGN KEY (chat_id, seq) REFERENCES chat_message ON DELETE CASCADE
);
CREATE INDEX chat_answering_chat ON chat_answering (chat_id, seq);
COMMENT ON TABLE chat_answering IS
    'How far an answer of @beknown is that is being written: `seq` is the question, `shared_from` the first message that'
    ' all who are there see. Its members read it. purposes: export';
GRANT SELECT, DELETE ON chat_answering TO beknown_lookup;
ALTER TABLE chat_answering ENABLE ROW LEVEL SECURITY;
ALTER TABLE chat_answering FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON chat_answering TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export')
    WITH CHECK (person_id = (SELECT app_person()));
CREATE POLICY members ON chat_answering FOR SELECT TO beknown_app
    USING (
        (SELECT app_purpose()) = 'export'
        AND EXISTS (
            SELECT 1 FROM chat_member mine
            WHERE mine.person_id = (SELECT app_person())
                AND mine.chat_id = chat_answering.chat_id
                AND mine.first_seq <= chat_answering.seq
        )
    );
CREATE POLICY lookup ON chat_answering TO beknown_lookup USING (true);

COMMENT ON COLUMN chat_message.asks IS
    'Of a mention: how far its answer is. Of an answer: `stopped` or `failed` where it breaks off.';

CREATE FUNCTION drop_answering(wanted uuid, number bigint) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    DELETE FROM public.chat_answering a
    WHERE a.chat_id = wanted AND (number IS NULL OR number BETWEEN a.shared_from AND a.seq);
END;
COMMENT ON FUNCTION drop_answering(uuid, bigint) IS
    'Drop the answers that are being written from a message, or from all of a conversation.';
ALTER FUNCTION drop_answering(uuid, bigint) OWNER TO beknown_lookup;
REVOKE EXECUTE ON FUNCTION drop_answering(uuid, bigint) FROM PUBLIC;

CREATE OR REPLACE FUNCTION drop_answers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF TG_TABLE_NAME = 'chat_share' THEN
        PERFORM drop_answering(OLD.chat_id, NULL);
        DELETE FROM chat_message m
        WHERE m.chat_id = OLD.chat_id AND m.is_ai
            AND m.cites @> jsonb_build_array(jsonb_build_object('share', OLD.id));
    ELSE
        PERFORM drop_answering(OLD.chat_id, OLD.seq);
        DELETE FROM chat_message m
        WHERE m.chat_id = OLD.chat_id AND m.is_ai
            AND (m.answers = OLD.seq OR m.cites @> jsonb_build_array(jsonb_build_object('seq', OLD.seq)));
    END IF;
    RETURN NULL;
END;
$$;

CREATE OR REPLACE FUNCTION drop_answers_of_held() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    PERFORM drop_answering(NEW.chat_id, NEW.message_seq);
    DELETE FROM chat_message m
    WHERE m.chat_id = NEW.chat_id AND m.is_ai
        AND (
            m.answers = NEW.message_seq
            OR m.cites @> jsonb_build_array(jsonb_build_object('seq', NEW.message_seq))
        );
    RETURN NULL;
END;
$$;

CREATE OR REPLACE FUNCTION unsettle_message(wanted uuid, number bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF app_purpose() <> 'export' OR NOT EXISTS (
        SELECT 1 FROM chat_message m WHERE m.chat_id = wanted AND m.seq = number AND m.person_id = app_person()
    ) THEN
        RETURN;
    END IF;
    PERFORM drop_answering(wanted, number);
    DELETE FROM chat_message m
    WHERE m.chat_id = wanted AND m.is_ai
        AND (m.answers = number OR m.cites @> jsonb_build_array(jsonb_build_object('seq', number)));
    UPDATE chat_noted n SET seq = NULL WHERE n.chat_id = wanted AND n.seq = number;
END;
$$;

CREATE FUNCTION drop_answering_for_newcomer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    PERFORM drop_answering(NEW.chat_id, NULL);
    RETURN NULL;
END;
$$;
COMMENT ON FUNCTION drop_answering_for_newcomer() IS
    'What an answer is being written from isn''t for somebody who comes meanwhile.';
ALTER FUNCTION drop_answering_for_newcomer() OWNER TO beknown_lookup;
CREATE TRIGGER drop_answering AFTER INSERT ON chat_member
    FOR EACH ROW EXECUTE FUNCTION drop_answering_for_newcomer();

CREATE FUNCTION signal_answering(wanted uuid) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    people uuid[];
    part uuid[];
BEGIN
    IF app_purpose() <> 'export' OR NOT wanted = ANY (app_chats()) THEN
        RETURN 0;
    END IF;
    people := ARRAY(SELECT m.person_id FROM chat_member m WHERE m.chat_id = wanted);
    FOR part IN
        SELECT array_agg(person_id) FROM unnest(people) WITH ORDINALITY AS t (person_id, place)
        GROUP BY place / 200
    LOOP
        PERFORM pg_notify('beknown_chat', 'answer ' || array_to_string(part, ' '));
    END LOOP;
    RETURN cardinality(people);
END;
$$;
COMMENT ON FUNCTION signal_answering(uuid) IS
    'Have open pages of all who are in a conversation look how far its answers are; give how many people these are.'
    ' The notification names people alone.';
ALTER FUNCTION signal_answering(uuid) OWNER TO beknown_lookup;

CREATE FUNCTION stop_answer(wanted uuid, number bigint, answer uuid, at timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    far chat_answering;
    said bigint;
BEGIN
    IF app_purpose() <> 'export' OR NOT wanted = ANY (app_chats()) THEN
        RETURN NULL;
    END IF;
    UPDATE chat_message SET asks = 'stopped'
    WHERE chat_id = wanted AND seq = number AND asks = 'waiting' AND NOT is_ai
        AND (person_id = app_person() OR is_chat_admin(wanted));
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    DELETE FROM chat_answering WHERE chat_id = wanted AND seq = number RETURNING * INTO far;
    IF far.text IS NULL OR far.text = '' THEN
        RETURN 0;
    END IF;
    UPDATE chat SET last_seq = last_seq + 1, last_at = at WHERE id = wanted RETURNING last_seq INTO said;
    INSERT INTO chat_message (chat_id, seq, person_id, id, text, folded, sent_at, asks, is_ai, answers, cites)
    VALUES (
        wanted, said, far.person_id, answer, far.text, fold_text(far.text), at, 'stopped', true, number, far.cites
    );
    RETURN said;
END;
$$;
COMMENT ON FUNCTION stop_answer(uuid, bigint, uuid, timestamptz) IS
    'Stop an answer, by who asked or an admin of the group. As far as it came it is kept: gives its number, 0 where'
    ' nothing came, NULL where nothing waits that one may stop.';
ALTER FUNCTION stop_answer(uuid, bigint, uuid, timestamptz) OWNER TO beknown_lookup;
