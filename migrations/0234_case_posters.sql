-- Whoever looks at a reported video sees its picture first, and needn't play it to know what it is.

CREATE FUNCTION find_case_poster(whose uuid, wanted uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
RETURN (
    SELECT coalesce(v.poster_id, m.poster_id)
    FROM public.moderation_case c
    LEFT JOIN public.post_video v ON v.person_id = c.person_id AND v.post_id = c.post_id
    LEFT JOIN public.chat_media m ON m.chat_id = c.chat_id AND m.seq = c.message_seq AND m.kind = 'video'
    WHERE may_moderate() AND c.person_id = whose AND c.id = wanted
      AND c.images @> jsonb_build_array(jsonb_build_object('blob_id', coalesce(v.blob_id, m.blob_id)))
);
COMMENT ON FUNCTION find_case_poster(uuid, uuid) IS
    'For a moderator: where the picture of the video is that was reported; NULL where there is none, or it is gone.';
ALTER FUNCTION find_case_poster(uuid, uuid) OWNER TO beknown_lookup;
