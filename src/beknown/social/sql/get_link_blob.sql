-- Where the picture of a page is that a post links to which the person may see.
SELECT blob_id FROM post_link WHERE person_id = %(author)s AND id = %(id)s AND blob_id IS NOT NULL
