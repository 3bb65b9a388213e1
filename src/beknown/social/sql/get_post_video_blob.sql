-- Where the bytes of a post's video are, or (`is_poster`) of its picture, that the person may see.
SELECT CASE WHEN %(is_poster)s THEN poster_id ELSE blob_id END AS blob_id FROM post_video
WHERE person_id = %(author)s AND id = %(id)s
