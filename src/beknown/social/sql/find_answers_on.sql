-- Which answers would go with a message, or with something that a member allowed.
SELECT seq FROM chat_message
WHERE chat_id = %(chat)s AND is_ai
    AND (
        answers = %(seq)s::bigint
        OR cites @> jsonb_build_array(jsonb_build_object('seq', %(seq)s::bigint))
        OR cites @> jsonb_build_array(jsonb_build_object('share', %(share)s::uuid))
    )
ORDER BY seq
