-- Stop fetching for this person from a moment on, or go on.
UPDATE outlet_follow SET paused_at = %(at)s WHERE person_id = %(person)s AND id = %(id)s AND gone_at IS NULL
