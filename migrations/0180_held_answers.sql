-- What a decision holds back, @beknown neither reads nor quotes.

CREATE OR REPLACE FUNCTION find_shared_messages(wanted uuid, mention bigint, at_most int)
RETURNS TABLE (seq bigint, author text, text text, sent_at timestamptz, is_ai boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT m.seq, p.display_name, m.text, m.sent_at, m.is_ai
    FROM public.chat_message m
    JOIN public.person p ON p.id = m.person_id
    WHERE app_purpose() = 'assistant' AND m.chat_id = wanted AND m.seq < mention AND m.seq >= shared_from(wanted)
        AND (m.chat_id, m.seq) NOT IN (SELECT h.chat_id, h.seq FROM held_messages() h)
    ORDER BY m.seq DESC
    LIMIT at_most;
END;

CREATE FUNCTION drop_answers_of_held() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    DELETE FROM chat_message m
    WHERE m.chat_id = NEW.chat_id AND m.is_ai
        AND (
            m.answers = NEW.message_seq
            OR m.cites @> jsonb_build_array(jsonb_build_object('seq', NEW.message_seq))
        );
    RETURN NULL;
END;
$$;
COMMENT ON FUNCTION drop_answers_of_held() IS 'Delete the answers of @beknown that stand on a message that is held.';
ALTER FUNCTION drop_answers_of_held() OWNER TO beknown_lookup;
CREATE TRIGGER drop_answers AFTER INSERT ON moderation_mark FOR EACH ROW
    WHEN (NEW.kind IN ('hidden', 'removed') AND NEW.chat_id IS NOT NULL) EXECUTE FUNCTION drop_answers_of_held();
