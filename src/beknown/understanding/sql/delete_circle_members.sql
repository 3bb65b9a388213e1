-- Forget who speaks in conversations, to sum it up anew.
DELETE FROM circle_member WHERE person_id = %(person)s AND circle_id = ANY (%(circles)s)
