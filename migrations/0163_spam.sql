-- What is said over and over: sketches of what was said in the last days, from which nobody can read what it was.

CREATE TABLE text_sketch (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    id uuid NOT NULL,
    post_id uuid,
    hashes bigint[] NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, id),
    FOREIGN KEY (person_id, post_id) REFERENCES post ON DELETE CASCADE
);
CREATE INDEX text_sketch_made ON text_sketch (made_at);
CREATE INDEX text_sketch_own ON text_sketch (person_id, made_at);
CREATE INDEX text_sketch_post ON text_sketch (person_id, post_id);
COMMENT ON TABLE text_sketch IS
    'Keyed by nothing but hashes: the smallest of the pieces of a post, or of a first message (no `post_id`); for two'
    ' days, to notice what is said over and over. purposes: export, safety';
ALTER TABLE text_sketch ENABLE ROW LEVEL SECURITY;
ALTER TABLE text_sketch FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON text_sketch TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('export', 'safety'))
    WITH CHECK (person_id = (SELECT app_person()));
GRANT SELECT, DELETE ON text_sketch TO beknown_lookup;
CREATE POLICY lookup ON text_sketch TO beknown_lookup USING (true);

CREATE FUNCTION resemblance(a bigint[], b bigint[]) RETURNS double precision
LANGUAGE sql IMMUTABLE
RETURN (
    SELECT count(*) FILTER (WHERE s.is_shared)::float8 / count(*)
    FROM (
        SELECT DISTINCT h, h = ANY (a) AND h = ANY (b) AS is_shared FROM unnest(a || b) AS h
        ORDER BY h LIMIT greatest(cardinality(a), cardinality(b))
    ) s
);
COMMENT ON FUNCTION resemblance(bigint[], bigint[]) IS
    'How much of two texts is the same, from their sketches. Source: A. Broder, On the resemblance and containment of'
    ' documents, 1997, theorem 1: the share of the smallest hashes of both that are in each.';

CREATE FUNCTION count_near(new_hashes bigint[], at_least double precision, since timestamptz, new_since timestamptz)
RETURNS TABLE (own bigint, by_new bigint, is_new boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    WITH me AS (
        SELECT p.id, p.created_at > new_since AS is_new FROM public.person p
        WHERE p.id = app_person() AND app_purpose() = 'export'
    ), recent AS (
        (
            SELECT true AS is_own, s.hashes FROM public.text_sketch s
            WHERE s.person_id = (SELECT id FROM me) AND s.made_at > since
            ORDER BY s.made_at DESC LIMIT 200
        )
        UNION ALL
        (
            SELECT false, s.hashes FROM public.text_sketch s JOIN public.person p ON p.id = s.person_id
            WHERE (SELECT m.is_new FROM me m) AND p.id <> (SELECT id FROM me) AND p.created_at > new_since
              AND s.made_at > since
            ORDER BY s.made_at DESC LIMIT 1000
        )
    ), near AS (
        SELECT is_own FROM recent
        WHERE hashes[:8] && new_hashes[:8] AND resemblance(hashes, new_hashes) >= at_least
    )
    SELECT (SELECT count(*) FROM near WHERE is_own), (SELECT count(*) FROM near WHERE NOT is_own), me.is_new FROM me;
END;
COMMENT ON FUNCTION count_near(bigint[], double precision, timestamptz, timestamptz) IS
    'How many nearly equal texts this person said since a time, and, where their account is new, others with new ones;'
    ' numbers alone. Of nearly equal texts some of the eight smallest hashes are the same, so that few need be compared.';
ALTER FUNCTION count_near(bigint[], double precision, timestamptz, timestamptz) OWNER TO beknown_lookup;

CREATE FUNCTION flag_post(wanted uuid, new_id uuid, the_text text, at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    found uuid := open_case(new_id, app_person(), 'post', wanted, NULL, NULL, the_text, '[]', at);
BEGIN
    IF app_purpose() <> 'export' THEN
        RAISE EXCEPTION 'a post is flagged as its author posts it';
    END IF;
    INSERT INTO moderation_decision (
        person_id, id, case_id, kind, post_id, text, decision, is_by_rule, label, made_at
    )
    VALUES (app_person(), new_id, found, 'post', wanted, the_text, 'limit', true, 'spam?', at);
    INSERT INTO moderation_mark (person_id, id, kind, post_id, label, made_at)
    VALUES (app_person(), new_id, 'limited', wanted, 'spam?', at);
    INSERT INTO moderation_step (person_id, id, case_id, kind, what, made_at)
    VALUES (app_person(), new_id, found, 'flagged', 'limit', at);
END;
$$;
COMMENT ON FUNCTION flag_post(uuid, uuid, text, timestamptz) IS
    'Put a post that this person makes before the moderators, and keep it out of feeds until one has looked.';
ALTER FUNCTION flag_post(uuid, uuid, text, timestamptz) OWNER TO beknown_lookup;

CREATE PROCEDURE sweep_sketches(before timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    DELETE FROM public.text_sketch WHERE made_at < before;
END;
COMMENT ON PROCEDURE sweep_sketches(timestamptz) IS 'Delete sketches of what was said before a time.';
ALTER PROCEDURE sweep_sketches(timestamptz) OWNER TO beknown_lookup;
