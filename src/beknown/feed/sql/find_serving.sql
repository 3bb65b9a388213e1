-- The model that serves, if any was ever better than the one before.
SELECT id, model FROM feed_model WHERE state = 'served' AND version = %(version)s ORDER BY begun_at DESC LIMIT 1
