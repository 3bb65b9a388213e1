-- Reporting, deciding and appealing: the only ways to write to what 0160 keeps, and for a moderator to read it.

-- Reporting --------------------------------------------------------------------------------------------------------

CREATE FUNCTION is_moderator() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN EXISTS (SELECT 1 FROM public.person WHERE id = app_person() AND role = 'operator')
    OR EXISTS (SELECT 1 FROM public.moderator WHERE person_id = app_person());
COMMENT ON FUNCTION is_moderator() IS 'Whether this person looks at reports: every operator, and whom one named.';
ALTER FUNCTION is_moderator() OWNER TO beknown_lookup;

CREATE FUNCTION open_case(
    new_id uuid, about uuid, the_kind text, the_post uuid, the_chat uuid, the_seq bigint, the_text text,
    the_images jsonb, at timestamptz
) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    found uuid;
BEGIN
    INSERT INTO moderation_case AS c (
        person_id, id, kind, post_id, chat_id, message_seq, text, images, opened_at, changed_at
    )
    VALUES (about, new_id, the_kind, the_post, the_chat, the_seq, the_text, the_images, at, at)
    ON CONFLICT (person_id, kind, post_id, chat_id, message_seq) DO UPDATE SET
        state = CASE
            WHEN c.state = 'decided' AND (c.kind = 'person' OR c.text <> excluded.text) THEN 'open' ELSE c.state
        END,
        changed_at = CASE
            WHEN c.state = 'decided' AND (c.kind = 'person' OR c.text <> excluded.text) THEN at ELSE c.changed_at
        END,
        text = excluded.text,
        images = excluded.images
    RETURNING id INTO found;
    RETURN found;
END;
$$;
COMMENT ON FUNCTION open_case(uuid, uuid, text, uuid, uuid, bigint, text, jsonb, timestamptz) IS
    'The case of a thing, made if there is none. One that was decided is opened again where there is something new.';
ALTER FUNCTION open_case(uuid, uuid, text, uuid, uuid, bigint, text, jsonb, timestamptz) OWNER TO beknown_lookup;
REVOKE EXECUTE ON FUNCTION open_case(uuid, uuid, text, uuid, uuid, bigint, text, jsonb, timestamptz) FROM PUBLIC;

CREATE FUNCTION add_report(
    new_id uuid, about uuid, the_kind text, the_post uuid, the_chat uuid, the_seq bigint, the_text text,
    the_images jsonb, the_reason text, the_words text, the_attached jsonb, at timestamptz
) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    found uuid;
BEGIN
    IF app_purpose() <> 'export' OR about = app_person() THEN
        RAISE EXCEPTION 'a person reports others, with their own hand';
    END IF;
    found := open_case(new_id, about, the_kind, the_post, the_chat, the_seq, the_text, the_images, at);
    INSERT INTO report (person_id, id, case_person_id, case_id, reason, words, attached, made_at)
    VALUES (app_person(), new_id, about, found, the_reason, the_words, the_attached, at)
    ON CONFLICT (person_id, case_person_id, case_id) DO UPDATE
    SET reason = excluded.reason, words = excluded.words, attached = excluded.attached, made_at = excluded.made_at;
    INSERT INTO moderation_step (person_id, id, case_id, kind, what, made_at)
    VALUES (about, new_id, found, 'reported', the_reason, at);
END;
$$;
COMMENT ON FUNCTION add_report(
    uuid, uuid, text, uuid, uuid, bigint, text, jsonb, text, text, jsonb, timestamptz
) IS
    'Report what this person sees; whoever calls has read the text as they see it. Said again, it replaces the report.';
ALTER FUNCTION add_report(uuid, uuid, text, uuid, uuid, bigint, text, jsonb, text, text, jsonb, timestamptz)
    OWNER TO beknown_lookup;

CREATE FUNCTION my_reports()
RETURNS TABLE (
    id uuid, kind text, about_id uuid, post_id uuid, chat_id uuid, reason text, words text, made_at timestamptz,
    state text, outcome text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT r.id, c.kind, c.person_id, c.post_id, c.chat_id, r.reason, r.words, r.made_at,
        CASE c.state WHEN 'open' THEN 'open' ELSE 'decided' END, CASE c.state WHEN 'open' THEN NULL ELSE c.outcome END
    FROM public.report r JOIN public.moderation_case c ON c.person_id = r.case_person_id AND c.id = r.case_id
    WHERE r.person_id = app_person() AND app_purpose() = 'export'
    ORDER BY r.made_at DESC;
END;
COMMENT ON FUNCTION my_reports() IS 'What this person reported, and what came of it.';
ALTER FUNCTION my_reports() OWNER TO beknown_lookup;

-- Moderating -------------------------------------------------------------------------------------------------------

CREATE FUNCTION may_moderate() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN app_purpose() = 'safety' AND is_moderator();
ALTER FUNCTION may_moderate() OWNER TO beknown_lookup;

CREATE FUNCTION find_cases(is_waiting boolean, skipped int, at_most int)
RETURNS TABLE (
    person_id uuid, id uuid, kind text, name text, handle text, post_id uuid, text text, images jsonb, state text,
    outcome text, opened_at timestamptz, changed_at timestamptz, reasons jsonb, is_own boolean
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT c.person_id, c.id, c.kind, coalesce(f.name, p.display_name), f.handle, c.post_id, c.text, c.images, c.state,
        c.outcome, c.opened_at, c.changed_at,
        (
            SELECT coalesce(jsonb_object_agg(n.reason, n.count), '{}')
            FROM (
                SELECT r.reason, count(*) AS count FROM public.report r
                WHERE r.case_person_id = c.person_id AND r.case_id = c.id GROUP BY r.reason
            ) n
        ),
        c.person_id = app_person()
    FROM public.moderation_case c
    JOIN public.person p ON p.id = c.person_id
    LEFT JOIN public.profile f ON f.person_id = c.person_id
    WHERE may_moderate() AND (c.state <> 'decided') = is_waiting
    ORDER BY CASE WHEN is_waiting THEN c.changed_at END, c.changed_at DESC, c.id
    OFFSET skipped LIMIT at_most;
END;
COMMENT ON FUNCTION find_cases(boolean, int, int) IS
    'For a moderator: what waits, the longest waiting first; or what is decided, the latest first.';
ALTER FUNCTION find_cases(boolean, int, int) OWNER TO beknown_lookup;

CREATE FUNCTION find_case_reports(whose uuid, wanted uuid)
RETURNS TABLE (reason text, words text, attached jsonb, made_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT r.reason, r.words, r.attached, r.made_at FROM public.report r
    WHERE may_moderate() AND whose <> app_person() AND r.case_person_id = whose AND r.case_id = wanted
    ORDER BY r.made_at;
END;
COMMENT ON FUNCTION find_case_reports(uuid, uuid) IS
    'For a moderator: what was said when a thing was reported; not by whom. Nobody reads the reports about themselves.';
ALTER FUNCTION find_case_reports(uuid, uuid) OWNER TO beknown_lookup;

CREATE FUNCTION find_case_steps(whose uuid, wanted uuid)
RETURNS TABLE (kind text, actor text, what text, words text, made_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT s.kind, p.display_name, s.what, s.words, s.made_at
    FROM public.moderation_step s LEFT JOIN public.person p ON p.id = s.actor_id
    WHERE may_moderate() AND s.person_id = whose AND s.case_id = wanted
    ORDER BY s.made_at, s.id;
END;
COMMENT ON FUNCTION find_case_steps(uuid, uuid) IS 'For a moderator: each step of a case and who took it.';
ALTER FUNCTION find_case_steps(uuid, uuid) OWNER TO beknown_lookup;

CREATE FUNCTION find_case_decisions(whose uuid, wanted uuid)
RETURNS TABLE (
    id uuid, decision text, is_by_rule boolean, label text, words text, until timestamptz, made_at timestamptz,
    lifted_at timestamptz, appeal text, appealed_at timestamptz, answer text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT d.id, d.decision, d.is_by_rule, d.label, d.words, d.until, d.made_at, d.lifted_at, d.appeal, d.appealed_at,
        d.answer
    FROM public.moderation_decision d
    WHERE may_moderate() AND d.person_id = whose AND d.case_id = wanted
    ORDER BY d.made_at, d.id;
END;
COMMENT ON FUNCTION find_case_decisions(uuid, uuid) IS 'For a moderator: what was decided in a case, with the appeals.';
ALTER FUNCTION find_case_decisions(uuid, uuid) OWNER TO beknown_lookup;

CREATE FUNCTION may_see_case_image(whose uuid, blob uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN may_moderate() AND EXISTS (
    SELECT 1 FROM public.moderation_case c
    WHERE c.person_id = whose AND c.images @> jsonb_build_array(jsonb_build_object('blob_id', blob))
);
COMMENT ON FUNCTION may_see_case_image(uuid, uuid) IS 'For a moderator: whether a picture belongs to what was reported.';
ALTER FUNCTION may_see_case_image(uuid, uuid) OWNER TO beknown_lookup;

CREATE FUNCTION lift_decision(whose uuid, wanted uuid, at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    UPDATE public.moderation_decision SET lifted_at = at
    WHERE person_id = whose AND id = wanted AND lifted_at IS NULL;
    DELETE FROM public.moderation_mark WHERE person_id = whose AND id = wanted;
END;
ALTER FUNCTION lift_decision(uuid, uuid, timestamptz) OWNER TO beknown_lookup;
REVOKE EXECUTE ON FUNCTION lift_decision(uuid, uuid, timestamptz) FROM PUBLIC;

-- A message that is held leaves the logs of the others, as one that was taken back does. Whoever is in the conversation is
-- told when it goes and when it comes back.
CREATE FUNCTION hold_message() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    held moderation_mark := coalesce(NEW, OLD);
    people uuid[] := ARRAY(SELECT person_id FROM chat_member WHERE chat_id = held.chat_id);
    part uuid[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE chat_noted SET seq = NULL
        WHERE chat_id = held.chat_id AND seq = held.message_seq AND person_id <> held.person_id;
    END IF;
    PERFORM 1 FROM chat_inbox WHERE person_id = ANY (people) ORDER BY person_id FOR UPDATE;
    WITH counted AS (
        UPDATE chat_inbox SET last_seq = last_seq + 1 WHERE person_id = ANY (people) RETURNING person_id, last_seq
    )
    INSERT INTO chat_change (person_id, seq, kind, chat_id, message_seq, changed_at)
    SELECT person_id, last_seq, 'message', held.chat_id, held.message_seq, now() FROM counted;
    FOR part IN
        SELECT array_agg(person_id) FROM unnest(people) WITH ORDINALITY AS t (person_id, place) GROUP BY place / 200
    LOOP
        PERFORM pg_notify('beknown_chat', 'change ' || array_to_string(part, ' '));
    END LOOP;
    RETURN NULL;
END;
$$;
COMMENT ON FUNCTION hold_message() IS
    'Take a held message out of the logs of the others, and tell its conversation, as tell_chat does for its members.';
ALTER FUNCTION hold_message() OWNER TO beknown_lookup;
CREATE TRIGGER hold_message AFTER INSERT ON moderation_mark FOR EACH ROW
    WHEN (NEW.chat_id IS NOT NULL) EXECUTE FUNCTION hold_message();
CREATE TRIGGER show_message AFTER DELETE ON moderation_mark FOR EACH ROW
    WHEN (OLD.chat_id IS NOT NULL) EXECUTE FUNCTION hold_message();

CREATE FUNCTION decide_case(
    whose uuid, wanted uuid, new_id uuid, what text, the_label text, the_words text, the_until timestamptz,
    at timestamptz
) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    the_case moderation_case%ROWTYPE;
BEGIN
    IF NOT may_moderate() THEN
        RETURN 'refused';
    END IF;
    SELECT * INTO the_case FROM moderation_case WHERE person_id = whose AND id = wanted FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 'unknown';
    ELSIF whose = app_person() THEN
        RETURN 'own';
    END IF;
    PERFORM lift_decision(d.person_id, d.id, at) FROM moderation_decision d
    WHERE d.person_id = whose AND d.case_id = wanted AND d.is_by_rule AND d.lifted_at IS NULL;
    IF what <> 'dismiss' THEN
        INSERT INTO moderation_decision (
            person_id, id, case_id, kind, post_id, text, decision, label, words, until, made_at
        )
        VALUES (
            whose, new_id, wanted, the_case.kind, the_case.post_id, the_case.text, what, the_label, the_words, the_until, at
        );
    END IF;
    IF what NOT IN ('dismiss', 'warn') THEN
        INSERT INTO moderation_mark (
            person_id, id, kind, post_id, chat_id, message_seq, label, until, made_at
        )
        SELECT whose, new_id,
            CASE what WHEN 'hide' THEN 'hidden' WHEN 'remove' THEN 'removed' WHEN 'suspend' THEN 'suspended' ELSE what END,
            CASE WHEN what <> 'suspend' THEN the_case.post_id END,
            CASE WHEN what <> 'suspend' THEN the_case.chat_id END,
            CASE WHEN what <> 'suspend' THEN the_case.message_seq END,
            the_label, the_until, at;
    END IF;
    INSERT INTO moderation_step (person_id, id, case_id, kind, actor_id, what, words, made_at)
    VALUES (whose, new_id, wanted, 'decided', app_person(), what, the_words, at);
    UPDATE moderation_case
    SET changed_at = at, state = CASE WHEN state = 'appealed' THEN state ELSE 'decided' END,
        outcome = CASE what WHEN 'dismiss' THEN 'dismissed' ELSE 'acted' END
    WHERE person_id = whose AND id = wanted;
    RETURN 'done';
EXCEPTION WHEN foreign_key_violation THEN
    RETURN 'gone';
END;
$$;
COMMENT ON FUNCTION decide_case(uuid, uuid, uuid, text, text, text, timestamptz, timestamptz) IS
    'For a moderator whom the case doesn''t concern: decide it. done, refused, unknown, own, or gone (the post is).';
ALTER FUNCTION decide_case(uuid, uuid, uuid, text, text, text, timestamptz, timestamptz) OWNER TO beknown_lookup;

CREATE FUNCTION answer_appeal(whose uuid, wanted uuid, step uuid, is_granted boolean, the_words text, at timestamptz)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    found moderation_decision%ROWTYPE;
    has_appealed boolean;
BEGIN
    IF NOT may_moderate() THEN
        RETURN 'refused';
    END IF;
    SELECT * INTO found FROM moderation_decision WHERE person_id = whose AND id = wanted FOR UPDATE;
    has_appealed := found.appealed_at IS NOT NULL AND found.answer IS NULL;
    IF found.id IS NULL OR found.lifted_at IS NOT NULL OR NOT (has_appealed OR is_granted) THEN
        RETURN 'unknown';
    ELSIF whose = app_person() THEN
        RETURN 'own';
    ELSIF has_appealed AND EXISTS (
        SELECT 1 FROM moderation_step s
        WHERE s.person_id = whose AND s.id = wanted AND s.actor_id = app_person()
    ) AND EXISTS (
        SELECT 1 FROM person p
        WHERE p.id NOT IN (whose, app_person())
          AND (p.role = 'operator' OR p.id IN (SELECT m.person_id FROM moderator m))
    ) THEN
        RETURN 'other';
    END IF;
    IF has_appealed THEN
        UPDATE moderation_decision
        SET answer = CASE WHEN is_granted THEN 'granted' ELSE 'refused' END, answer_words = the_words,
            answered_at = at, seen_at = NULL
        WHERE person_id = whose AND id = wanted;
    END IF;
    IF is_granted THEN
        PERFORM lift_decision(whose, wanted, at);
    END IF;
    INSERT INTO moderation_step (person_id, id, case_id, kind, actor_id, what, words, made_at)
    VALUES (
        whose, step, found.case_id,
        CASE WHEN NOT is_granted THEN 'refused' WHEN has_appealed THEN 'granted' ELSE 'lifted' END,
        app_person(), found.decision, the_words, at
    );
    UPDATE moderation_case c
    SET changed_at = at,
        state = CASE
            WHEN EXISTS (
                SELECT 1 FROM moderation_decision d
                WHERE d.person_id = whose AND d.case_id = c.id AND d.appealed_at IS NOT NULL AND d.answer IS NULL
                  AND d.lifted_at IS NULL
            ) THEN 'appealed' ELSE 'decided'
        END,
        outcome = CASE
            WHEN EXISTS (
                SELECT 1 FROM moderation_decision d
                WHERE d.person_id = whose AND d.case_id = c.id AND d.lifted_at IS NULL
            ) THEN outcome ELSE 'lifted'
        END
    WHERE c.person_id = whose AND c.id = found.case_id;
    RETURN 'done';
END;
$$;
COMMENT ON FUNCTION answer_appeal(uuid, uuid, uuid, boolean, text, timestamptz) IS
    'For a moderator: grant or refuse an appeal, or lift a decision without one. Where there is another moderator, who'
    ' decided doesn''t answer. done, refused, unknown, own or other.';
ALTER FUNCTION answer_appeal(uuid, uuid, uuid, boolean, text, timestamptz) OWNER TO beknown_lookup;

-- Who is concerned -------------------------------------------------------------------------------------------------

CREATE FUNCTION appeal_decision(wanted uuid, step uuid, the_words text, at timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    found uuid;
BEGIN
    UPDATE moderation_decision SET appeal = the_words, appealed_at = at
    WHERE person_id = app_person() AND app_purpose() = 'export' AND id = wanted
      AND appealed_at IS NULL AND lifted_at IS NULL
    RETURNING case_id INTO found;
    IF found IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO moderation_step (person_id, id, case_id, kind, words, made_at)
    VALUES (app_person(), step, found, 'appealed', the_words, at);
    UPDATE moderation_case SET state = 'appealed', changed_at = at WHERE person_id = app_person() AND id = found;
    RETURN true;
END;
$$;
COMMENT ON FUNCTION appeal_decision(uuid, uuid, text, timestamptz) IS
    'Ask for a decision about oneself to be looked at again; once for each that is in force.';
ALTER FUNCTION appeal_decision(uuid, uuid, text, timestamptz) OWNER TO beknown_lookup;

CREATE FUNCTION see_decisions(at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    UPDATE public.moderation_decision SET seen_at = at
    WHERE person_id = app_person() AND app_purpose() = 'export' AND seen_at IS NULL;
END;
COMMENT ON FUNCTION see_decisions(timestamptz) IS 'Note that this person has seen what was decided about them.';
ALTER FUNCTION see_decisions(timestamptz) OWNER TO beknown_lookup;

-- Who moderates ----------------------------------------------------------------------------------------------------

CREATE FUNCTION set_moderator(who uuid, is_one boolean, at timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF app_purpose() <> 'safety'
        OR NOT EXISTS (SELECT 1 FROM person WHERE id = app_person() AND role = 'operator')
        OR NOT EXISTS (SELECT 1 FROM person WHERE id = who)
    THEN
        RETURN false;
    END IF;
    IF is_one THEN
        INSERT INTO moderator (person_id, made_at) VALUES (who, at) ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM moderator WHERE person_id = who;
    END IF;
    RETURN true;
END;
$$;
COMMENT ON FUNCTION set_moderator(uuid, boolean, timestamptz) IS 'For an operator: have somebody look at reports, or no more.';
ALTER FUNCTION set_moderator(uuid, boolean, timestamptz) OWNER TO beknown_lookup;

CREATE FUNCTION find_moderators() RETURNS TABLE (id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT p.id, p.display_name FROM public.moderator m JOIN public.person p ON p.id = m.person_id
    WHERE may_moderate() ORDER BY p.display_name, p.id;
END;
COMMENT ON FUNCTION find_moderators() IS 'For those who moderate: whom an operator named beside the operators.';
ALTER FUNCTION find_moderators() OWNER TO beknown_lookup;

CREATE FUNCTION find_removed(before timestamptz)
RETURNS TABLE (person_id uuid, post_id uuid, chat_id uuid, message_seq bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT m.person_id, m.post_id, m.chat_id, m.message_seq
    FROM public.moderation_mark m
    JOIN public.moderation_decision d ON d.person_id = m.person_id AND d.id = m.id
    WHERE app_purpose() = 'safety' AND app_person() = '00000000-0000-0000-0000-000000000000'
      AND m.kind = 'removed' AND greatest(m.made_at, d.answered_at) < before
      AND (d.appealed_at IS NULL OR d.answer IS NOT NULL)
      AND (
          m.post_id IS NOT NULL
          OR EXISTS (
              SELECT 1 FROM public.chat_message t WHERE t.chat_id = m.chat_id AND t.seq = m.message_seq
          )
      );
END;
COMMENT ON FUNCTION find_removed(timestamptz) IS
    'What was removed before a time and no appeal waits for, for a job (NOBODY, safety), which then enters the scope of'
    ' each author.';
ALTER FUNCTION find_removed(timestamptz) OWNER TO beknown_lookup;
