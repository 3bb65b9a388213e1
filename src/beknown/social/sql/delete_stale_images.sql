-- Delete pictures that were never posted.
DELETE FROM post_image WHERE person_id = %(person)s AND post_id IS NULL AND made_at < %(before)s
