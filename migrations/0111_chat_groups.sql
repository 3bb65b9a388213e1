-- Groups: who may change who is in one. Whoever calls these has locked the conversation.

CREATE FUNCTION is_chat_admin(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN app_purpose() = 'export' AND EXISTS (
    SELECT 1 FROM public.chat_member m JOIN public.chat c ON c.id = m.chat_id
    WHERE m.chat_id = wanted AND m.person_id = app_person() AND m.role = 'admin' AND c.kind = 'group'
);
COMMENT ON FUNCTION is_chat_admin(uuid) IS 'Whether one may change a group. Nobody may, in a direct conversation.';
ALTER FUNCTION is_chat_admin(uuid) OWNER TO beknown_lookup;

CREATE FUNCTION make_group(wanted uuid, wanted_name text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF app_purpose() <> 'export' THEN
        RAISE EXCEPTION 'a group is made by a person''s own hand';
    END IF;
    INSERT INTO chat (id, person_id, kind, name) VALUES (wanted, app_person(), 'group', wanted_name);
    PERFORM add_chat_member(wanted, app_person(), 'admin');
END;
$$;
ALTER FUNCTION make_group(uuid, text) OWNER TO beknown_lookup;

CREATE FUNCTION add_to_group(wanted uuid, people uuid[]) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    allowed uuid[] := ARRAY(
        SELECT each FROM unnest(people) AS each WHERE may_message(app_person(), each) ORDER BY each
    );
BEGIN
    IF NOT is_chat_admin(wanted) THEN
        RETURN -1;
    END IF;
    PERFORM add_chat_member(wanted, each, 'member') FROM unnest(allowed) AS each;
    RETURN cardinality(allowed);
END;
$$;
COMMENT ON FUNCTION add_to_group(uuid, uuid[]) IS
    'Put those people into a group who may be written to; give their number, or -1 when one may not change it.';
ALTER FUNCTION add_to_group(uuid, uuid[]) OWNER TO beknown_lookup;

CREATE FUNCTION take_out_of_group(wanted uuid, who uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF NOT is_chat_admin(wanted) THEN
        RETURN false;
    END IF;
    DELETE FROM chat_member WHERE chat_id = wanted AND person_id = who;
    RETURN FOUND;
END;
$$;
COMMENT ON FUNCTION take_out_of_group(uuid, uuid) IS 'Take somebody out of a group; false when one may not, or they aren''t in it.';
ALTER FUNCTION take_out_of_group(uuid, uuid) OWNER TO beknown_lookup;

CREATE FUNCTION set_group_role(wanted uuid, who uuid, wanted_role text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF NOT is_chat_admin(wanted) THEN
        RETURN false;
    END IF;
    UPDATE chat_member SET role = wanted_role WHERE chat_id = wanted AND person_id = who;
    RETURN FOUND;
END;
$$;
COMMENT ON FUNCTION set_group_role(uuid, uuid, text) IS 'Say what somebody may do in a group; false when one may not, or they aren''t in it.';
ALTER FUNCTION set_group_role(uuid, uuid, text) OWNER TO beknown_lookup;

-- A member can't make themselves an admin: of their own row they may change how far they have read, and no more.
REVOKE UPDATE ON chat_member FROM beknown_app;
GRANT UPDATE (read_seq, noted_seq) ON chat_member TO beknown_app;

-- A group that somebody has left always has an admin: whoever has been in it longest.
CREATE OR REPLACE FUNCTION settle_chat() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    UPDATE chat SET pair = NULL WHERE id = OLD.chat_id AND pair IS NOT NULL;
    DELETE FROM chat c
    WHERE c.id = OLD.chat_id AND NOT EXISTS (SELECT 1 FROM chat_member m WHERE m.chat_id = c.id);
    UPDATE chat_member SET role = 'admin'
    WHERE chat_id = OLD.chat_id
        AND person_id = (
            SELECT m.person_id FROM chat_member m JOIN chat c ON c.id = m.chat_id
            WHERE m.chat_id = OLD.chat_id AND c.kind = 'group'
            ORDER BY m.joined_at, m.person_id LIMIT 1
        )
        AND NOT EXISTS (SELECT 1 FROM chat_member m WHERE m.chat_id = OLD.chat_id AND m.role = 'admin');
    RETURN NULL;
END;
$$;
