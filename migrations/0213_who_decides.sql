-- Whether there is anybody to decide about somebody. With one single operator, reports about that operator wait.

CREATE FUNCTION has_judge(about uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN app_purpose() = 'export' AND (
    EXISTS (SELECT 1 FROM public.person p WHERE p.role = 'operator' AND p.id <> about)
    OR EXISTS (SELECT 1 FROM public.moderator m WHERE m.person_id <> about)
);
COMMENT ON FUNCTION has_judge(uuid) IS
    'Whether somebody else than this person looks at reports: whoever reports them is told where nobody does.';
ALTER FUNCTION has_judge(uuid) OWNER TO beknown_lookup;
