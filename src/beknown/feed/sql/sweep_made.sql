-- Delete what was made for people and isn't shown any more.
CALL sweep_made(%(at)s)
