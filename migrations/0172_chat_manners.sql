-- Manners of a conversation: replies, reactions, changed messages, who has read, who is typing, what disappears, search.

-- How words are compared: without case and accents.
CREATE FUNCTION fold_text(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(regexp_replace(normalize(value, NFKD), '[\u0300-\u036f]', '', 'g'));

ALTER TABLE chat_message
    ADD COLUMN reply_to bigint,
    ADD COLUMN edited_at timestamptz,
    ADD COLUMN folded text NOT NULL DEFAULT '',
    ADD FOREIGN KEY (chat_id, reply_to) REFERENCES chat_message ON DELETE SET NULL (reply_to);
UPDATE chat_message SET folded = fold_text(text);
CREATE INDEX chat_message_reply ON chat_message (chat_id, reply_to) WHERE reply_to IS NOT NULL;
GRANT UPDATE (text, folded, edited_at) ON chat_message TO beknown_app;

CREATE TABLE chat_reaction (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    chat_id uuid NOT NULL,
    seq bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('like', 'love', 'laugh', 'wow', 'sad', 'thanks')),
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, chat_id, seq),
    FOREIGN KEY (chat_id, seq) REFERENCES chat_message ON DELETE CASCADE,
    FOREIGN KEY (person_id, chat_id) REFERENCES chat_member ON DELETE CASCADE
);
CREATE INDEX chat_reaction_message ON chat_reaction (chat_id, seq);
COMMENT ON TABLE chat_reaction IS 'The one reaction of a member to a message; its members see it. purposes: export';
ALTER TABLE chat_reaction ENABLE ROW LEVEL SECURITY;
ALTER TABLE chat_reaction FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON chat_reaction TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export')
    WITH CHECK (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) = 'export'
        AND EXISTS (
            SELECT 1 FROM chat_message m WHERE m.chat_id = chat_reaction.chat_id AND m.seq = chat_reaction.seq
        )
    );
CREATE POLICY members ON chat_reaction FOR SELECT TO beknown_app
    USING (
        (SELECT app_purpose()) = 'export'
        AND EXISTS (
            SELECT 1 FROM chat_member mine
            WHERE mine.person_id = (SELECT app_person())
                AND mine.chat_id = chat_reaction.chat_id
                AND mine.first_seq <= chat_reaction.seq
        )
    );

-- Who doesn't show that they read or type isn't shown it of others.
CREATE TABLE chat_setting (
    person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    shows_read boolean NOT NULL DEFAULT true,
    shows_typing boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE chat_setting IS
    'Whether a person shows others how far they have read, and that they are typing. purposes: export';
GRANT SELECT ON chat_setting TO beknown_lookup;
ALTER TABLE chat_setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE chat_setting FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON chat_setting TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) = 'export')
    WITH CHECK (person_id = (SELECT app_person()));
CREATE POLICY lookup ON chat_setting FOR SELECT TO beknown_lookup USING (true);

CREATE FUNCTION shows_read(who uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN coalesce((SELECT s.shows_read FROM public.chat_setting s WHERE s.person_id = who), true);
ALTER FUNCTION shows_read(uuid) OWNER TO beknown_lookup;
REVOKE EXECUTE ON FUNCTION shows_read(uuid) FROM PUBLIC;

CREATE FUNCTION shows_typing(who uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN coalesce((SELECT s.shows_typing FROM public.chat_setting s WHERE s.person_id = who), true);
ALTER FUNCTION shows_typing(uuid) OWNER TO beknown_lookup;
REVOKE EXECUTE ON FUNCTION shows_typing(uuid) FROM PUBLIC;

CREATE FUNCTION find_read_marks(wanted uuid) RETURNS TABLE (person_id uuid, seq bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT m.person_id, m.read_seq FROM public.chat_member m
    WHERE app_purpose() = 'export' AND m.chat_id = wanted AND wanted = ANY (app_chats())
        AND m.person_id <> app_person() AND shows_read(app_person()) AND shows_read(m.person_id);
END;
COMMENT ON FUNCTION find_read_marks(uuid) IS
    'How far the others in a conversation have read, as far as they and the one who asks show it to each other.';
ALTER FUNCTION find_read_marks(uuid) OWNER TO beknown_lookup;

-- A sign is for pages that are open now; nothing of it is kept.
CREATE FUNCTION signal_chat(wanted uuid, sign text, number bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    me uuid := app_person();
    people uuid[];
    part uuid[];
    is_large boolean := (SELECT count(*) > 32 FROM chat_member m WHERE m.chat_id = wanted);
BEGIN
    IF app_purpose() <> 'export' OR NOT wanted = ANY (app_chats()) OR sign NOT IN ('typing', 'seen') THEN
        RETURN;
    END IF;
    people := ARRAY(
        SELECT m.person_id FROM chat_member m
        WHERE m.chat_id = wanted
            AND CASE
                WHEN m.person_id = me THEN sign = 'seen'
                WHEN is_large THEN false
                WHEN sign = 'seen' THEN shows_read(me) AND shows_read(m.person_id)
                ELSE shows_typing(me) AND shows_typing(m.person_id)
            END
    );
    FOR part IN
        SELECT array_agg(person_id) FROM unnest(people) WITH ORDINALITY AS t (person_id, place)
        GROUP BY place / 190
    LOOP
        PERFORM pg_notify('beknown_chat', concat_ws(' ', sign, wanted, me, number, array_to_string(part, ' ')));
    END LOOP;
END;
$$;
COMMENT ON FUNCTION signal_chat(uuid, text, bigint) IS
    'Show open pages of a conversation that one is typing, or has read up to a message; only those who show it, too.'
    ' In a large group every glance would reach everybody, so only one''s own pages are told.';
ALTER FUNCTION signal_chat(uuid, text, bigint) OWNER TO beknown_lookup;

-- Messages that disappear: those said since it was switched on, after so many days.
ALTER TABLE chat ADD COLUMN keep_days int CHECK (keep_days IN (1, 7, 90)), ADD COLUMN keep_since bigint;
ALTER TABLE chat_change DROP CONSTRAINT chat_change_kind_check;
ALTER TABLE chat_change ADD CHECK (kind IN ('message', 'chat', 'gone', 'read', 'cleared'));

CREATE FUNCTION find_chats_to_clear(at timestamptz) RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT c.id FROM public.chat c
    WHERE app_purpose() = 'safety' AND app_person() = '00000000-0000-0000-0000-000000000000'
        AND c.keep_days IS NOT NULL
        AND EXISTS (
            SELECT 1 FROM public.chat_message m
            WHERE m.chat_id = c.id AND m.seq > c.keep_since AND m.sent_at < at - make_interval(days => c.keep_days)
        );
END;
COMMENT ON FUNCTION find_chats_to_clear(timestamptz) IS
    'Conversations in which something has had its time, for jobs (NOBODY, safety).';
ALTER FUNCTION find_chats_to_clear(timestamptz) OWNER TO beknown_lookup;

CREATE FUNCTION clear_chat(wanted uuid, at timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    last bigint;
    people uuid[];
BEGIN
    IF app_purpose() <> 'safety' OR app_person() <> '00000000-0000-0000-0000-000000000000' THEN
        RETURN 0;
    END IF;
    PERFORM 1 FROM chat c WHERE c.id = wanted FOR UPDATE;
    SELECT max(m.seq) INTO last FROM chat_message m JOIN chat c ON c.id = m.chat_id
    WHERE c.id = wanted AND m.seq > c.keep_since AND m.sent_at < at - make_interval(days => c.keep_days);
    DELETE FROM chat_message m USING chat c
    WHERE c.id = wanted AND m.chat_id = c.id AND m.seq > c.keep_since AND m.seq <= last;
    people := ARRAY(SELECT m.person_id FROM chat_member m WHERE m.chat_id = wanted);
    PERFORM 1 FROM chat_inbox i WHERE i.person_id = ANY (people) ORDER BY i.person_id FOR UPDATE;
    WITH counted AS (
        UPDATE chat_inbox i SET last_seq = i.last_seq + 1 WHERE i.person_id = ANY (people)
        RETURNING i.person_id, i.last_seq
    )
    INSERT INTO chat_change (person_id, seq, kind, chat_id, message_seq, changed_at)
    SELECT c.person_id, c.last_seq, 'cleared', wanted, last, at FROM counted c;
    PERFORM pg_notify('beknown_chat', 'change ' || array_to_string(people[1:200], ' '));
    RETURN coalesce(last, 0);
END;
$$;
COMMENT ON FUNCTION clear_chat(uuid, timestamptz) IS
    'Delete what has had its time in a conversation and tell its members, for jobs (NOBODY, safety).';
ALTER FUNCTION clear_chat(uuid, timestamptz) OWNER TO beknown_lookup;

-- A changed message takes the answers that cite it along, and what the logs have of its former words.
CREATE FUNCTION unsettle_message(wanted uuid, number bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF app_purpose() <> 'export' OR NOT EXISTS (
        SELECT 1 FROM chat_message m WHERE m.chat_id = wanted AND m.seq = number AND m.person_id = app_person()
    ) THEN
        RETURN;
    END IF;
    DELETE FROM chat_message m
    WHERE m.chat_id = wanted AND m.is_ai
        AND (m.answers = number OR m.cites @> jsonb_build_array(jsonb_build_object('seq', number)));
    UPDATE chat_noted n SET seq = NULL WHERE n.chat_id = wanted AND n.seq = number;
END;
$$;
COMMENT ON FUNCTION unsettle_message(uuid, bigint) IS
    'Delete the answers that stand on a message of one''s own, and have its events forgotten: its words have changed.';
ALTER FUNCTION unsettle_message(uuid, bigint) OWNER TO beknown_lookup;
GRANT UPDATE (seq) ON chat_noted TO beknown_lookup;
CREATE POLICY lookup_change ON chat_noted FOR UPDATE TO beknown_lookup USING (true);

-- A message as it is read, each part as far as the reader may see it.
CREATE VIEW chat_line WITH (security_invoker) AS
SELECT
    m.chat_id, m.seq, m.id, m.person_id AS author_id, m.text, m.sent_at, m.edited_at, m.asks, m.is_ai, m.answers,
    m.cites, m.attached_kind, m.attached_of, m.attached_id, m.reply_to, q.person_id AS reply_author_id,
    q.is_ai AS is_reply_to_ai, left(q.text, 200) AS reply_text,
    (
        SELECT coalesce(
            jsonb_agg(jsonb_build_object('kind', r.kind, 'person_id', r.person_id) ORDER BY r.made_at, r.person_id),
            '[]'
        )
        FROM chat_reaction r WHERE r.chat_id = m.chat_id AND r.seq = m.seq
    ) AS reactions
FROM chat_message m
LEFT JOIN chat_message q ON q.chat_id = m.chat_id AND q.seq = m.reply_to;
COMMENT ON VIEW chat_line IS 'Messages of conversations as a reader may see them. Holds nothing by itself.';
