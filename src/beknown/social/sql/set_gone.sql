-- Take a post out of sight, or bring it back.
UPDATE post SET gone_at = %(at)s WHERE person_id = %(person)s AND id = %(id)s
