-- Delete the sketch of a post of the person.
DELETE FROM text_sketch WHERE person_id = %(person)s AND post_id = %(post)s
