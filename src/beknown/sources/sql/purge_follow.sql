-- Delete what the person stopped following before a moment.
DELETE FROM outlet_follow WHERE person_id = %(person)s AND id = %(id)s AND gone_at <= %(before)s
