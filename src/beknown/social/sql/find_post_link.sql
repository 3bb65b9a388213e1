-- What is kept of the page that a post of the person links to.
SELECT id, url, state FROM post_link WHERE person_id = %(person)s AND post_id = %(post)s
