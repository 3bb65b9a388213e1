-- Models: what the operator chose for each slot, and what each person used.

CREATE TABLE model_choice (
    slot text PRIMARY KEY CHECK (slot IN ('language', 'embedding')),
    url text,
    model text NOT NULL DEFAULT '',
    api_key text,
    weights text NOT NULL DEFAULT '',
    changed_at timestamptz NOT NULL,
    CHECK (url IS NOT NULL OR (model = '' AND api_key IS NULL))
);
COMMENT ON TABLE model_choice IS
    'Which server or weight file fills a slot, with the server''s key. Seen by operators and by the program itself; not personal.';
ALTER TABLE model_choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE model_choice FORCE ROW LEVEL SECURITY;
CREATE POLICY operator ON model_choice TO beknown_app
    USING (
        (SELECT app_purpose()) = 'account'
        AND EXISTS (SELECT 1 FROM person WHERE id = (SELECT app_person()) AND role = 'operator')
    );
GRANT SELECT ON model_choice TO beknown_lookup;
CREATE POLICY lookup ON model_choice FOR SELECT TO beknown_lookup USING (true);

CREATE FUNCTION find_model_choices()
RETURNS TABLE (slot text, url text, model text, api_key text, weights text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT c.slot, c.url, c.model, c.api_key, c.weights FROM public.model_choice c
    WHERE app_person() = '00000000-0000-0000-0000-000000000000';
END;
COMMENT ON FUNCTION find_model_choices() IS
    'The choices with their keys, for the program itself: answers NOBODY only, never in a person''s transaction.';
ALTER FUNCTION find_model_choices() OWNER TO beknown_lookup;

CREATE TABLE model_usage (
    person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
    day date NOT NULL,
    model text NOT NULL CHECK (length(model) BETWEEN 1 AND 300),
    calls bigint NOT NULL CHECK (calls >= 0),
    input_tokens bigint NOT NULL CHECK (input_tokens >= 0),
    output_tokens bigint NOT NULL CHECK (output_tokens >= 0),
    PRIMARY KEY (person_id, day, model)
);
COMMENT ON TABLE model_usage IS
    'How many calls and tokens of each model a person used on a day (UTC). purposes: account, assistant, export';
ALTER TABLE model_usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE model_usage FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON model_usage TO beknown_app
    USING (
        person_id = (SELECT app_person())
        AND (SELECT app_purpose()) IN ('account', 'assistant', 'export')
    );
GRANT SELECT ON model_usage TO beknown_lookup;
CREATE POLICY lookup ON model_usage FOR SELECT TO beknown_lookup USING (true);

CREATE FUNCTION sum_model_usage(since date)
RETURNS TABLE (model text, calls bigint, input_tokens bigint, output_tokens bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT u.model, sum(u.calls)::bigint, sum(u.input_tokens)::bigint, sum(u.output_tokens)::bigint
    FROM public.model_usage u
    WHERE u.day >= since
      AND EXISTS (SELECT 1 FROM public.person p WHERE p.id = app_person() AND p.role = 'operator')
    GROUP BY u.model ORDER BY u.model;
END;
COMMENT ON FUNCTION sum_model_usage(date) IS 'What everybody together used, for operators: sums by model, nobody''s own share.';
ALTER FUNCTION sum_model_usage(date) OWNER TO beknown_lookup;
