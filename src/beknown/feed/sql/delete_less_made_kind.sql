-- Take back all wishes for less of a kind.
DELETE FROM feed_less_made WHERE person_id = %(person)s AND kind = %(kind)s
