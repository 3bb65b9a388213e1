-- Where the bytes of a picture are that the person may see.
SELECT blob_id FROM post_image WHERE person_id = %(author)s AND id = %(id)s
