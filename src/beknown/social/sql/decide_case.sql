-- Decide a case as a moderator; says 'done' or why not.
SELECT decide_case(%(whose)s, %(id)s, %(decision)s, %(deed)s, %(label)s, %(words)s, %(until)s, %(at)s) AS outcome
