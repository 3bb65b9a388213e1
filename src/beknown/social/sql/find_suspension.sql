-- Until when the person may not post; NULL when they may.
SELECT max(until) AS until FROM moderation_mark
WHERE person_id = %(person)s AND kind = 'suspended' AND until > %(at)s
