-- Note that an outlet couldn't be read, and why.
UPDATE outlet
SET state = %(state)s, trouble = %(trouble)s, status = %(status)s, failures = %(failures)s, checked_at = %(at)s,
    next_at = %(next_at)s
WHERE id = %(id)s
