-- Block somebody no more.
DELETE FROM people_block WHERE person_id = %(person)s AND blocked_id = %(blocked)s
