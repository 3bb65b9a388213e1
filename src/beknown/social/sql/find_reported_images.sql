-- The pictures of a post that the person sees, as a report keeps them.
SELECT coalesce(jsonb_agg(jsonb_build_object('blob_id', blob_id, 'alt', alt) ORDER BY position), '[]') AS images
FROM post_image WHERE person_id = %(author)s AND post_id = %(id)s
