-- The pictures, the voice note and the video of a message that the person sees, as a report keeps them.
SELECT coalesce(
    jsonb_agg(jsonb_build_object('blob_id', blob_id, 'alt', alt, 'kind', kind) ORDER BY position), '[]'
) AS images
FROM chat_media WHERE chat_id = %(chat)s AND seq = %(seq)s
