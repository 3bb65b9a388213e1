-- Conversations between people.
--
-- A conversation belongs to all who are in it, so its rows are keyed by it and not by a person; who may see them is
-- asked of `chat_member`. What each person is told of lies in a log of their own (`chat_change`), numbered without
-- gaps: the counter in `chat_inbox` is locked until the transaction that moved it ends, so a reader who has seen
-- number 7 can't miss a 6 that commits later.
--
-- Writing to what belongs to others goes through the functions below, which are owned by beknown_lookup.

CREATE TABLE chat (
    id uuid PRIMARY KEY,
    person_id uuid REFERENCES person ON DELETE SET NULL,
    kind text NOT NULL CHECK (kind IN ('direct', 'group')),
    name text NOT NULL DEFAULT '' CHECK (length(name) <= 100),
    pair uuid[] UNIQUE,
    last_seq bigint NOT NULL DEFAULT 0 CHECK (last_seq >= 0),
    made_at timestamptz NOT NULL DEFAULT now(),
    last_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX chat_maker ON chat (person_id);
COMMENT ON TABLE chat IS
    'Conversations between people; `person_id` made it, `pair` are the two of a direct one. purposes: export';

CREATE TABLE chat_member (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    chat_id uuid NOT NULL REFERENCES chat ON DELETE CASCADE,
    role text NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'admin')),
    first_seq bigint NOT NULL CHECK (first_seq > 0),
    read_seq bigint NOT NULL DEFAULT 0 CHECK (read_seq >= 0),
    noted_seq bigint NOT NULL DEFAULT 0 CHECK (noted_seq >= 0),
    joined_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (person_id, chat_id)
);
CREATE INDEX chat_member_chat ON chat_member (chat_id, person_id);
COMMENT ON TABLE chat_member IS
    'Who is in a conversation: from which message on they see it, how far they have read, and how far their log has'
    ' it. purposes: export';

CREATE TABLE chat_message (
    chat_id uuid NOT NULL REFERENCES chat ON DELETE CASCADE,
    seq bigint NOT NULL CHECK (seq > 0),
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    text text NOT NULL,
    sent_at timestamptz NOT NULL,
    PRIMARY KEY (chat_id, seq),
    UNIQUE (person_id, id)
);
COMMENT ON TABLE chat_message IS
    'What was said in a conversation, in the order of `seq`; `id` was made by who sent it, so that sending it again'
    ' changes nothing. purposes: export';

CREATE TABLE chat_inbox (
    person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    last_seq bigint NOT NULL DEFAULT 0,
    kept_from bigint NOT NULL DEFAULT 1
);
COMMENT ON TABLE chat_inbox IS
    'The number of the last thing a person was told, and of the first that is still kept. purposes: export';

CREATE TABLE chat_change (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    seq bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('message', 'chat', 'gone', 'read')),
    chat_id uuid NOT NULL,
    message_seq bigint,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, seq)
);
CREATE INDEX chat_change_age ON chat_change (changed_at);
COMMENT ON TABLE chat_change IS
    'What a person was told of their conversations, in order and for some days: live pages read on in it.'
    ' purposes: export';

CREATE TABLE chat_noted (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    event_id uuid NOT NULL,
    chat_id uuid NOT NULL,
    seq bigint,
    PRIMARY KEY (person_id, event_id),
    UNIQUE (person_id, chat_id, seq),
    FOREIGN KEY (person_id, event_id) REFERENCES event ON DELETE CASCADE,
    FOREIGN KEY (chat_id, seq) REFERENCES chat_message ON DELETE SET NULL (seq)
);
CREATE INDEX chat_noted_message ON chat_noted (chat_id, seq);
CREATE INDEX chat_noted_gone ON chat_noted (person_id) WHERE seq IS NULL;
COMMENT ON TABLE chat_noted IS
    'Which event of a person''s log stands for which message; without `seq` the message is gone, and the event is to'
    ' be forgotten. purposes: export';

GRANT SELECT, INSERT, UPDATE, DELETE ON chat, chat_member, chat_message TO beknown_lookup;
GRANT SELECT, INSERT, UPDATE ON chat_inbox TO beknown_lookup;
GRANT SELECT, INSERT, DELETE ON chat_change TO beknown_lookup;
GRANT SELECT ON chat_noted TO beknown_lookup;

-- Which conversations the person of this transaction is in.
CREATE FUNCTION app_chats() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN ARRAY(SELECT chat_id FROM public.chat_member WHERE person_id = app_person());
ALTER FUNCTION app_chats() OWNER TO beknown_lookup;

ALTER TABLE chat ENABLE ROW LEVEL SECURITY;
ALTER TABLE chat FORCE ROW LEVEL SECURITY;
CREATE POLICY members ON chat TO beknown_app
    USING ((SELECT app_purpose()) = 'export' AND id = ANY ((SELECT app_chats())::uuid[]))
    WITH CHECK ((SELECT app_purpose()) = 'export' AND id = ANY ((SELECT app_chats())::uuid[]));
CREATE POLICY lookup ON chat TO beknown_lookup USING (true);

ALTER TABLE chat_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE chat_member FORCE ROW LEVEL SECURITY;
CREATE POLICY members ON chat_member FOR SELECT TO beknown_app
    USING (
        (SELECT app_purpose()) = 'export'
        AND (person_id = (SELECT app_person()) OR chat_id = ANY ((SELECT app_chats())::uuid[]))
    );
CREATE POLICY own ON chat_member FOR UPDATE TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');
CREATE POLICY leave ON chat_member FOR DELETE TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');
CREATE POLICY lookup ON chat_member TO beknown_lookup USING (true);

-- Nobody sees what was said before they came.
ALTER TABLE chat_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE chat_message FORCE ROW LEVEL SECURITY;
CREATE POLICY members ON chat_message FOR SELECT TO beknown_app
    USING (
        (SELECT app_purpose()) = 'export'
        AND EXISTS (
            SELECT 1 FROM chat_member mine
            WHERE mine.person_id = (SELECT app_person())
                AND mine.chat_id = chat_message.chat_id
                AND mine.first_seq <= chat_message.seq
        )
    );
CREATE POLICY say ON chat_message FOR INSERT TO beknown_app
    WITH CHECK (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) = 'export'
        AND chat_id = ANY ((SELECT app_chats())::uuid[])
    );
CREATE POLICY take_back ON chat_message FOR DELETE TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');
CREATE POLICY lookup ON chat_message TO beknown_lookup USING (true);

ALTER TABLE chat_inbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE chat_inbox FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON chat_inbox FOR SELECT TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');
CREATE POLICY lookup ON chat_inbox TO beknown_lookup USING (true);

ALTER TABLE chat_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE chat_change FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON chat_change FOR SELECT TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');
CREATE POLICY lookup ON chat_change TO beknown_lookup USING (true);

ALTER TABLE chat_noted ENABLE ROW LEVEL SECURITY;
ALTER TABLE chat_noted FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON chat_noted TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export');
CREATE POLICY lookup ON chat_noted FOR SELECT TO beknown_lookup USING (true);

-- Who may write to whom.
CREATE FUNCTION may_message(sender uuid, receiver uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN sender <> receiver AND EXISTS (SELECT 1 FROM public.person WHERE id = receiver);
COMMENT ON FUNCTION may_message(uuid, uuid) IS
    'Whether one person may begin to write to another, and put them into a group. The one place that says so.';
ALTER FUNCTION may_message(uuid, uuid) OWNER TO beknown_lookup;

CREATE FUNCTION find_reachable(words text, at_most int) RETURNS TABLE (id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT p.id, p.display_name FROM public.person p
    WHERE app_purpose() = 'export'
        AND EXISTS (SELECT 1 FROM public.person me WHERE me.id = app_person())
        AND position(lower(words) IN lower(p.display_name)) > 0
        AND may_message(app_person(), p.id)
    ORDER BY lower(p.display_name), p.id
    LIMIT at_most;
END;
COMMENT ON FUNCTION find_reachable(text, int) IS 'People one may write to, by a part of their name.';
ALTER FUNCTION find_reachable(text, int) OWNER TO beknown_lookup;

CREATE FUNCTION name_people(wanted uuid[]) RETURNS TABLE (id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT p.id, p.display_name FROM public.person p
    WHERE app_purpose() = 'export' AND p.id = ANY (wanted)
        AND (
            p.id = app_person()
            OR EXISTS (SELECT 1 FROM public.chat_member m WHERE m.person_id = p.id AND m.chat_id = ANY (app_chats()))
            OR EXISTS (SELECT 1 FROM public.chat_message m WHERE m.person_id = p.id AND m.chat_id = ANY (app_chats()))
        );
END;
COMMENT ON FUNCTION name_people(uuid[]) IS 'Names of people with whom one shares a conversation, or once did.';
ALTER FUNCTION name_people(uuid[]) OWNER TO beknown_lookup;

CREATE FUNCTION find_chat_people(told uuid) RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT m.person_id FROM public.chat_member m
    WHERE app_purpose() = 'safety' AND app_person() = '00000000-0000-0000-0000-000000000000'
        AND m.chat_id = told
    ORDER BY m.person_id;
END;
COMMENT ON FUNCTION find_chat_people(uuid) IS
    'Who is in a conversation, for jobs (NOBODY, safety), which then enter the scope of each.';
ALTER FUNCTION find_chat_people(uuid) OWNER TO beknown_lookup;

CREATE FUNCTION find_people_with_gone_messages() RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT DISTINCT n.person_id FROM public.chat_noted n
    WHERE app_purpose() = 'safety' AND app_person() = '00000000-0000-0000-0000-000000000000'
        AND n.seq IS NULL;
END;
COMMENT ON FUNCTION find_people_with_gone_messages() IS
    'Whose log still holds messages that are gone, for jobs (NOBODY, safety), which then enter the scope of each.';
ALTER FUNCTION find_people_with_gone_messages() OWNER TO beknown_lookup;

-- Everybody who is in a conversation is told of a change, and whoever is listening is woken.
CREATE FUNCTION tell_chat(told uuid, told_kind text, told_message bigint, told_at timestamptz, also uuid[])
RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    people uuid[] := ARRAY(SELECT person_id FROM chat_member WHERE chat_id = told);
    part uuid[];
BEGIN
    IF app_purpose() <> 'export' OR NOT app_person() = ANY (people || also) THEN
        RAISE EXCEPTION 'only who is in a conversation may tell of it';
    END IF;
    -- Always in the same order, so that two who wait for each other can't be.
    PERFORM 1 FROM chat_inbox WHERE person_id = ANY (people || also) ORDER BY person_id FOR UPDATE;
    WITH counted AS (
        UPDATE chat_inbox SET last_seq = last_seq + 1 WHERE person_id = ANY (people || also)
        RETURNING person_id, last_seq
    )
    INSERT INTO chat_change (person_id, seq, kind, chat_id, message_seq, changed_at)
    SELECT person_id, last_seq, CASE WHEN person_id = ANY (people) THEN told_kind ELSE 'gone' END,
        told, told_message, told_at
    FROM counted;
    -- A notification holds at most 8,000 bytes.
    FOR part IN
        SELECT array_agg(person_id) FROM unnest(people || also) WITH ORDINALITY AS t (person_id, place)
        GROUP BY place / 200
    LOOP
        PERFORM pg_notify('beknown_chat', 'change ' || array_to_string(part, ' '));
    END LOOP;
END;
$$;
COMMENT ON FUNCTION tell_chat(uuid, text, bigint, timestamptz, uuid[]) IS
    'Number a change for each who is in a conversation, and wake them. Those in `also` are out of it: for them it is gone.';
ALTER FUNCTION tell_chat(uuid, text, bigint, timestamptz, uuid[]) OWNER TO beknown_lookup;

CREATE FUNCTION add_chat_member(wanted uuid, who uuid, wanted_role text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    INSERT INTO public.chat_inbox (person_id) VALUES (who) ON CONFLICT DO NOTHING;
    INSERT INTO public.chat_member (person_id, chat_id, role, first_seq, read_seq, noted_seq)
    SELECT who, id, wanted_role, last_seq + 1, last_seq, last_seq FROM public.chat WHERE id = wanted
    ON CONFLICT DO NOTHING;
END;
ALTER FUNCTION add_chat_member(uuid, uuid, text) OWNER TO beknown_lookup;
REVOKE EXECUTE ON FUNCTION add_chat_member(uuid, uuid, text) FROM PUBLIC;

CREATE FUNCTION open_direct_chat(wanted uuid, other uuid) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    me uuid := app_person();
    the_pair uuid[] := ARRAY[least(me, other), greatest(me, other)];
    found uuid;
BEGIN
    IF app_purpose() <> 'export' THEN
        RETURN NULL;
    END IF;
    SELECT id INTO found FROM chat WHERE pair = the_pair;
    IF found IS NOT NULL OR NOT may_message(me, other) THEN
        RETURN found;
    END IF;
    INSERT INTO chat (id, person_id, kind, pair) VALUES (wanted, me, 'direct', the_pair)
    ON CONFLICT (pair) DO UPDATE SET kind = chat.kind RETURNING id INTO found;
    PERFORM add_chat_member(found, each, 'member') FROM unnest(the_pair) AS each;
    RETURN found;
END;
$$;
COMMENT ON FUNCTION open_direct_chat(uuid, uuid) IS
    'The direct conversation of two people, made if there is none yet; NULL when they may not write to each other.';
ALTER FUNCTION open_direct_chat(uuid, uuid) OWNER TO beknown_lookup;

CREATE FUNCTION may_write(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN coalesce((
    SELECT c.kind = 'group'
        OR (c.pair IS NOT NULL
            AND may_message(app_person(), (SELECT each FROM unnest(c.pair) AS each WHERE each <> app_person())))
    FROM public.chat c WHERE c.id = wanted AND c.id = ANY (app_chats())
), false);
COMMENT ON FUNCTION may_write(uuid) IS
    'Whether one may say something in a conversation: in a group that one is in, and to another who may be written to.';
ALTER FUNCTION may_write(uuid) OWNER TO beknown_lookup;

-- A direct conversation of which one person is gone keeps no trace of them; one without anybody is gone too.
CREATE FUNCTION settle_chat() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    UPDATE chat SET pair = NULL WHERE id = OLD.chat_id AND pair IS NOT NULL;
    DELETE FROM chat c
    WHERE c.id = OLD.chat_id AND NOT EXISTS (SELECT 1 FROM chat_member m WHERE m.chat_id = c.id);
    RETURN NULL;
END;
$$;
ALTER FUNCTION settle_chat() OWNER TO beknown_lookup;
CREATE TRIGGER settle_chat AFTER DELETE ON chat_member FOR EACH ROW EXECUTE FUNCTION settle_chat();

CREATE PROCEDURE sweep_chats(at timestamptz, keep interval)
LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    UPDATE public.chat_inbox i SET kept_from = gone.last + 1
    FROM (
        SELECT person_id, max(seq) AS last FROM public.chat_change WHERE changed_at <= at - keep GROUP BY person_id
    ) gone
    WHERE i.person_id = gone.person_id AND i.kept_from <= gone.last;
    DELETE FROM public.chat_change c USING public.chat_inbox i
    WHERE i.person_id = c.person_id AND c.seq < i.kept_from AND c.changed_at <= at - keep;
END;
COMMENT ON PROCEDURE sweep_chats(timestamptz, interval) IS
    'Delete what was told longer ago than `keep`: a page that was away for longer reads all of it anew.';
ALTER PROCEDURE sweep_chats(timestamptz, interval) OWNER TO beknown_lookup;
