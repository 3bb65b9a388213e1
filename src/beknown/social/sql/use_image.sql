-- Put a picture that waits into a post.
UPDATE post_image SET post_id = %(post)s, position = %(position)s, alt = %(alt)s
WHERE person_id = %(person)s AND id = %(id)s AND post_id IS NULL
