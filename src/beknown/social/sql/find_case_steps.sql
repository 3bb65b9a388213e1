-- For a moderator: each step of a case.
SELECT kind, actor, what, words, made_at FROM find_case_steps(%(whose)s, %(id)s)
