-- Delete the person's rules that are over.
DELETE FROM feed_rule WHERE person_id = %(person)s AND until_at <= %(at)s
