-- How far the others in a conversation have read, as far as that is shown.
SELECT person_id, seq FROM find_read_marks(%(chat)s)
