-- The captions of a post's video that the person may see.
SELECT captions FROM post_video WHERE person_id = %(author)s AND id = %(id)s AND captions <> ''
