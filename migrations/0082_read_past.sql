-- A language model that is connected reads what was said before it came, of everybody: whose it is has to be found first.
CREATE FUNCTION find_everybody() RETURNS TABLE (person_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT p.id FROM public.person p
    WHERE app_person() = '00000000-0000-0000-0000-000000000000' AND app_purpose() = 'account'
    ORDER BY p.id;
END;
COMMENT ON FUNCTION find_everybody() IS
    'For work of the house that is put off for each person: their ids, and nothing else. Only nobody may ask.';
ALTER FUNCTION find_everybody() OWNER TO beknown_lookup;
