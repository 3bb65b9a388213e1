-- Where the bytes are of what is in a message for the person, or (`is_poster`) of a video's picture; not once it is gone.
SELECT CASE WHEN %(is_poster)s THEN poster_id ELSE blob_id END AS blob_id FROM chat_media
WHERE person_id = %(author)s AND id = %(id)s AND kind = %(kind)s AND (seq IS NOT NULL OR chat_id IS NULL)
