-- What was removed before a time, with nobody's appeal waiting; for a job.
SELECT person_id, post_id, chat_id, message_seq FROM find_removed(%(before)s)
