-- Note that the person has seen what was decided about them.
SELECT count(see_decisions(%(at)s)) AS number
