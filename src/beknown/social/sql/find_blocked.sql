-- Whom the person blocked, the latest first.
SELECT id, handle, name FROM blocked_people()
