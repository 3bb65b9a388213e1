-- Note that an outlet is as it was.
UPDATE outlet
SET state = 'good', trouble = NULL, status = NULL, failures = 0, checked_at = %(at)s, fetched_at = %(at)s,
    next_at = %(next_at)s
WHERE id = %(id)s
