-- Pass a post on no more; the event goes with it.
DELETE FROM post_repost WHERE person_id = %(person)s AND post_person_id = %(author)s AND post_id = %(id)s
