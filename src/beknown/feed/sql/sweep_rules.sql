-- Delete rules that were taken back before a moment; for the worker, in the name of nobody.
CALL sweep_rules(%(before)s)
