-- Count the pictures of the person that wait to be posted.
SELECT count(*) AS number FROM post_image WHERE person_id = %(person)s AND post_id IS NULL
