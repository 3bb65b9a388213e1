-- For a moderator: cases that wait, the longest waiting first, or that are decided, the latest first.
SELECT person_id, id, kind, name, handle, post_id, text, images, state, outcome, opened_at, changed_at, reasons, is_own
FROM find_cases(%(is_waiting)s, %(skipped)s, %(at_most)s)
