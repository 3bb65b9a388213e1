-- For a moderator: what was said when a thing was reported, and not by whom.
SELECT reason, words, attached, made_at FROM find_case_reports(%(whose)s, %(id)s)
