-- Delete some rules.
DELETE FROM feed_rule WHERE person_id = %(person)s AND id = ANY (%(ids)s::uuid[])
