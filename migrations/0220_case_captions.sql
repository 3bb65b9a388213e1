-- Captions belong to what was reported: whoever looks at a reported video reads what is said in it.

GRANT SELECT ON post_video TO beknown_lookup;
CREATE POLICY lookup ON post_video FOR SELECT TO beknown_lookup USING (true);

CREATE FUNCTION read_case_captions(whose uuid, wanted uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN (
    SELECT coalesce(max(coalesce(v.captions, m.captions)), '')
    FROM public.moderation_case c
    LEFT JOIN public.post_video v ON v.person_id = c.person_id AND v.post_id = c.post_id
    LEFT JOIN public.chat_media m ON m.chat_id = c.chat_id AND m.seq = c.message_seq AND m.kind = 'video'
    WHERE may_moderate() AND c.person_id = whose AND c.id = wanted
);
COMMENT ON FUNCTION read_case_captions(uuid, uuid) IS
    'For a moderator: the captions of the video that was reported; empty where it has none, or is gone.';
ALTER FUNCTION read_case_captions(uuid, uuid) OWNER TO beknown_lookup;
