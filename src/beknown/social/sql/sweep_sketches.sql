-- Delete sketches of what was said before a time.
CALL sweep_sketches(%(before)s)
