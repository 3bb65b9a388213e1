-- Take back a wish for less of a kind.
DELETE FROM feed_less_made WHERE person_id = %(person)s AND id = %(id)s
