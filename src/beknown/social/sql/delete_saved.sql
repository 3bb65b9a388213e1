-- Save a post no more.
DELETE FROM post_saved WHERE person_id = %(person)s AND post_person_id = %(author)s AND post_id = %(id)s
