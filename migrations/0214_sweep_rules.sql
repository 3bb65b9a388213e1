-- What was taken back of rules goes after its day, also where nothing is said any more.

GRANT SELECT, DELETE ON feed_rule TO beknown_lookup;
CREATE POLICY lookup ON feed_rule TO beknown_lookup USING (true);

CREATE PROCEDURE sweep_rules(before timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    DELETE FROM public.feed_rule
    WHERE ended_at <= before AND app_purpose() = 'safety'
        AND app_person() = '00000000-0000-0000-0000-000000000000';
END;
COMMENT ON PROCEDURE sweep_rules(timestamptz) IS
    'Delete rules of feeds that were taken back before a moment, for jobs (NOBODY, safety).';
ALTER PROCEDURE sweep_rules(timestamptz) OWNER TO beknown_lookup;
