-- Take the person's reaction to a post back.
DELETE FROM post_reaction WHERE person_id = %(person)s AND post_person_id = %(author)s AND post_id = %(id)s
