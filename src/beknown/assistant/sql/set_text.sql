-- Keep what an answer says so far.
UPDATE message SET text = %(text)s, updated_at = %(now)s
WHERE person_id = %(person)s AND id = %(id)s AND state = 'streaming'
