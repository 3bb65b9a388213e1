-- Have a rule hold again that was taken back; it counts as said last.
UPDATE feed_rule SET ended_at = NULL, made_at = %(at)s WHERE person_id = %(person)s AND id = %(id)s
