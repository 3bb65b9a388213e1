-- Note how far a training is.
UPDATE feed_model SET done = %(done)s WHERE id = %(id)s
