-- Find whose files, uploads or stores have had their time.
SELECT id FROM find_expiring(%(at)s)
