-- Note that an outlet was read; where it says no name of its own, the one it was found by stays.
UPDATE outlet
SET kind = %(kind)s, title = coalesce(nullif(%(title)s, ''), title), page = coalesce(nullif(%(page)s, ''), page),
    etag = %(etag)s, modified = %(modified)s, state = 'good', trouble = NULL, status = NULL, failures = 0,
    checked_at = %(at)s, fetched_at = %(at)s, next_at = %(next_at)s
WHERE id = %(id)s
