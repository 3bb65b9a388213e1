-- Delete a picture that waits to be posted.
DELETE FROM post_image WHERE person_id = %(person)s AND id = %(id)s AND post_id IS NULL
