-- A group is no way around who may write to a minor. Whoever puts people into one may be known to the minor; those who
-- are in it with them have to be, too: as in a conversation of two, each of them must be somebody who may write to the
-- minor. Whom minors put into a group themselves they chose themselves.

CREATE OR REPLACE FUNCTION add_to_group(wanted uuid, people uuid[]) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    present uuid[] := ARRAY(SELECT m.person_id FROM chat_member m WHERE m.chat_id = wanted);
    minors uuid[] := ARRAY(
        SELECT c.person_id FROM care_setting c
        WHERE c.person_id = ANY (present || people) AND c.birth_year >= extract(year FROM now()) - 18
          AND c.person_id <> app_person()
    );
    allowed uuid[] := ARRAY(
        SELECT each FROM unnest(people) AS each
        WHERE each = ANY (present) OR (
            may_message(app_person(), each)
            AND NOT EXISTS (
                SELECT 1 FROM unnest(minors) AS minor WHERE minor <> each AND NOT may_message(each, minor)
            )
            AND NOT (each = ANY (minors) AND EXISTS (
                SELECT 1 FROM unnest(present || people) AS other WHERE other <> each AND NOT may_message(other, each)
            ))
        )
        ORDER BY each
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
    'Put those people into a group who may be written to, and with a minor only those who may write to the minor; give'
    ' their number, or -1 when one may not change it.';
