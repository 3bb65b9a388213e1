-- Delete what has expired, and apps that nobody let in.
CALL sweep_oauth(%(at)s, %(unused)s)
