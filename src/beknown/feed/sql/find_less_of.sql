-- Which wish for less stands for a post, if any.
SELECT id FROM feed_less WHERE person_id = %(person)s AND author_id = %(author)s AND post_id = %(post)s LIMIT 1
