-- The pictures and the video of a post that the person sees, as a report keeps them.
SELECT coalesce(jsonb_agg(each.shown ORDER BY each.position), '[]') AS images
FROM (
    SELECT jsonb_build_object('blob_id', i.blob_id, 'alt', i.alt) AS shown, i.position
    FROM post_image i WHERE i.person_id = %(author)s AND i.post_id = %(id)s
    UNION ALL
    SELECT jsonb_build_object('blob_id', v.blob_id, 'alt', v.alt, 'kind', 'video'), 100
    FROM post_video v WHERE v.person_id = %(author)s AND v.post_id = %(id)s
) AS each
