-- Stop following, or go on as if it had never been stopped.
UPDATE outlet_follow SET gone_at = %(at)s WHERE person_id = %(person)s AND id = %(id)s
