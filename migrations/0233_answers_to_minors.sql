-- Where a minor answers in a public thread, everybody reads it, but no stranger speaks to the minor there (decision 0073):
-- who may answer, react and pass on is who may write to the minor, and who follows the minor by their word. Whom the
-- minor answered may answer that. Where the minor is the host, their own audience is whom they chose.

CREATE FUNCTION may_approach(author uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN CASE
    WHEN author = app_person() OR NOT EXISTS (
        SELECT 1 FROM public.care_setting c
        WHERE c.person_id = author AND c.birth_year >= extract(year FROM now()) - 18
    ) THEN true
    ELSE may_message(app_person(), author) OR author IN (SELECT followed_people())
END;
COMMENT ON FUNCTION may_approach(uuid) IS
    'Whether this person is no stranger to whoever posted something: everybody is none to an adult.';
ALTER FUNCTION may_approach(uuid) OWNER TO beknown_lookup;

-- Row security holds inside: what isn't seen isn't answered.
CREATE FUNCTION may_answer(author uuid, wanted uuid) RETURNS boolean
LANGUAGE sql STABLE
RETURN may_approach(author) OR EXISTS (
    SELECT 1 FROM post p
    WHERE p.person_id = author AND p.id = wanted AND (p.host_id = author OR p.parent_person_id = app_person())
);
COMMENT ON FUNCTION may_answer(uuid, uuid) IS
    'Whether this person may answer and react to a post that they see: of a minor only what is for people whom the minor'
    ' knows, or what answers this person.';

CREATE OR REPLACE FUNCTION place_post() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    parent post%ROWTYPE;
BEGIN
    IF NEW.person_id <> app_person() THEN
        RETURN NEW; -- the table's policy refuses it
    END IF;
    IF NEW.parent_id IS NULL THEN
        NEW.host_id := CASE WHEN NEW.is_reply THEN NULL ELSE NEW.person_id END;
        NEW.root_person_id := NULL;
        NEW.root_id := NULL;
        RETURN NEW;
    END IF;
    SELECT * INTO parent FROM post p
    WHERE p.person_id = NEW.parent_person_id AND p.id = NEW.parent_id AND p.gone_at IS NULL;
    IF NOT FOUND OR parent.host_id IS NULL THEN
        RAISE EXCEPTION 'no such post' USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF NOT may_answer(NEW.parent_person_id, NEW.parent_id) THEN
        RAISE EXCEPTION 'a stranger' USING ERRCODE = 'restrict_violation';
    END IF;
    NEW.is_reply := true;
    NEW.host_id := parent.host_id;
    NEW.shown_to := parent.shown_to;
    NEW.list_id := parent.list_id;
    NEW.root_person_id := coalesce(parent.root_person_id, parent.person_id);
    NEW.root_id := coalesce(parent.root_id, parent.id);
    RETURN NEW;
END
$$;

-- What is changed says something, too.
CREATE FUNCTION check_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id = app_person() AND NOT may_answer(NEW.parent_person_id, NEW.parent_id) THEN
        RAISE EXCEPTION 'a stranger' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER may_answer BEFORE UPDATE OF text ON post FOR EACH ROW
    WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION check_answer();

-- After `is_seen`, by its name: what isn't seen isn't there.
CREATE FUNCTION check_reaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id = app_person() AND NOT may_answer(NEW.post_person_id, NEW.post_id) THEN
        RAISE EXCEPTION 'a stranger' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER may_answer BEFORE INSERT ON post_reaction FOR EACH ROW EXECUTE FUNCTION check_reaction();

-- Being answered is no leave to show the answer around.
CREATE OR REPLACE FUNCTION check_quote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id = app_person() AND NOT is_public_post(NEW.quote_person_id, NEW.quote_id) THEN
        RAISE EXCEPTION 'no such post' USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF NEW.person_id = app_person() AND NOT may_approach(NEW.quote_person_id) THEN
        RAISE EXCEPTION 'a stranger' USING ERRCODE = 'restrict_violation';
    END IF;
    NEW.is_quote := true;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION check_repost() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id = app_person() AND NOT is_public_post(NEW.post_person_id, NEW.post_id) THEN
        RAISE EXCEPTION 'no such post' USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF NEW.person_id = app_person() AND NOT may_approach(NEW.post_person_id) THEN
        RAISE EXCEPTION 'a stranger' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
