-- For a moderator: what was decided in a case, with the appeals.
SELECT id, decision, is_by_rule, label, words, until, made_at, lifted_at, appeal, appealed_at, answer
FROM find_case_decisions(%(whose)s, %(id)s)
