-- Put one row of a personal table back from JSON; say whether it was added, known or refused.
SELECT restore_row(%(table)s, %(line)s) AS outcome
