-- Delete what was put on pages before a moment, and what was done with it.
CALL sweep_feed(%(before)s)
