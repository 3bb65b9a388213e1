-- Which model serves, if any.
SELECT id FROM feed_model WHERE state = 'served' AND version = %(version)s ORDER BY begun_at DESC LIMIT 1
