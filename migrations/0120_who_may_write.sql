-- Who may write to whom, now that people can follow and block each other: nobody across a block, and no stranger to a
-- minor. Whom a minor follows, or wrote to first, is none; nor is an operator, who looks after the place.

CREATE OR REPLACE FUNCTION may_message(sender uuid, receiver uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN sender <> receiver
    AND EXISTS (SELECT 1 FROM public.person WHERE id = receiver)
    AND NOT EXISTS (
        SELECT 1 FROM public.people_block b
        WHERE (b.person_id = receiver AND b.blocked_id = sender) OR (b.person_id = sender AND b.blocked_id = receiver)
    )
    AND (
        NOT EXISTS (
            SELECT 1 FROM public.care_setting c
            WHERE c.person_id = receiver AND c.birth_year >= extract(year FROM now()) - 18
        )
        OR EXISTS (SELECT 1 FROM public.follow f WHERE f.person_id = receiver AND f.followed_id = sender)
        OR EXISTS (SELECT 1 FROM public.person p WHERE p.id = sender AND p.role = 'operator')
        OR EXISTS (
            SELECT 1 FROM public.chat c JOIN public.chat_message m ON m.chat_id = c.id
            WHERE c.pair = ARRAY[least(sender, receiver), greatest(sender, receiver)] AND m.person_id = receiver
        )
    );
COMMENT ON FUNCTION may_message(uuid, uuid) IS
    'Whether one person may begin to write to another, and put them into a group. The one place that says so; asked by'
    ' the functions of conversations alone, since it would tell who blocked whom.';
REVOKE EXECUTE ON FUNCTION may_message(uuid, uuid) FROM PUBLIC;
