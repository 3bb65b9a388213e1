-- Grant or refuse an appeal as a moderator, or lift a decision; says 'done' or why not.
SELECT answer_appeal(%(whose)s, %(id)s, %(step)s, %(is_granted)s, %(words)s, %(at)s) AS outcome
