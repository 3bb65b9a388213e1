-- From which message on all who are in a conversation see it.
SELECT shared_from(%(chat)s) AS first_seq
