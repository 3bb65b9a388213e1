-- Stop an answer, and keep it as far as it came.
SELECT stop_answer(%(chat)s, %(seq)s, %(id)s, %(at)s) AS seq
