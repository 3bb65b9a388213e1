-- Keep nothing of a page that a post of the person links to.
DELETE FROM post_link WHERE person_id = %(person)s AND post_id = %(post)s
