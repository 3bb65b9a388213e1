-- Note how far a training of the sequence model is.
UPDATE feed_sequence SET done = %(done)s WHERE id = %(id)s
