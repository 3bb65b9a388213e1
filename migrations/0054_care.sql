-- What a person set about care: where to look for help, how old they are, whether gentle words are welcome.
-- Nothing of what is noticed in their talk is kept, here or anywhere.

CREATE TABLE care_setting (
    person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
    country text CHECK (country ~ '^[A-Z]{2}$'),
    birth_year smallint CHECK (birth_year BETWEEN 1900 AND 2100),
    is_birth_year_of_operator boolean NOT NULL DEFAULT false,
    has_gentle_words boolean NOT NULL DEFAULT true,
    changed_at timestamptz NOT NULL
);
COMMENT ON TABLE care_setting IS
    'What a person set about care: country of help lines, birth year (or an operator for them), whether a gentle word'
    ' may come late at night. purposes: account, export';
ALTER TABLE care_setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE care_setting FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON care_setting TO beknown_app
    USING (person_id = (SELECT app_person()) AND (SELECT app_purpose()) IN ('account', 'export'))
    WITH CHECK (person_id = (SELECT app_person()));
GRANT SELECT, INSERT, UPDATE ON care_setting TO beknown_lookup;
CREATE POLICY lookup ON care_setting TO beknown_lookup USING (true);

CREATE FUNCTION find_birth_years()
RETURNS TABLE (person_id uuid, display_name text, birth_year smallint, is_of_operator boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT p.id, p.display_name,
        CASE WHEN c.is_birth_year_of_operator THEN c.birth_year END,
        coalesce(c.is_birth_year_of_operator, false)
    FROM public.person p LEFT JOIN public.care_setting c ON c.person_id = p.id
    WHERE p.id <> app_person() AND app_purpose() = 'account'
      AND EXISTS (SELECT 1 FROM public.person o WHERE o.id = app_person() AND o.role = 'operator')
    ORDER BY p.created_at, p.id;
END;
COMMENT ON FUNCTION find_birth_years() IS
    'For an operator: the birth years that an operator stated for the people of this place; never those people set.';
ALTER FUNCTION find_birth_years() OWNER TO beknown_lookup;

CREATE FUNCTION set_birth_year_of(whose uuid, year smallint, at timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    WITH done AS (
        INSERT INTO public.care_setting AS c (person_id, birth_year, is_birth_year_of_operator, changed_at)
        SELECT p.id, year, year IS NOT NULL, at
        FROM public.person p
        WHERE p.id = whose AND p.id <> app_person() AND app_purpose() = 'account'
          AND EXISTS (SELECT 1 FROM public.person o WHERE o.id = app_person() AND o.role = 'operator')
        ON CONFLICT (person_id) DO UPDATE
            SET birth_year = excluded.birth_year,
                is_birth_year_of_operator = excluded.is_birth_year_of_operator,
                changed_at = excluded.changed_at
        RETURNING 1
    )
    SELECT EXISTS (SELECT 1 FROM done);
END;
COMMENT ON FUNCTION set_birth_year_of(uuid, smallint, timestamptz) IS
    'An operator states or takes back the birth year of somebody else; false when nobody may or there is no such person.';
ALTER FUNCTION set_birth_year_of(uuid, smallint, timestamptz) OWNER TO beknown_lookup;
