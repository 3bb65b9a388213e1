-- Have aliases grouped anew that are linked by now.
UPDATE alias SET acquaintance_id = NULL, is_touched = true
WHERE person_id = %(person)s AND id = ANY (%(ids)s) AND acquaintance_id IS NOT NULL
