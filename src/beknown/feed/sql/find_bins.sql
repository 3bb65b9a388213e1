-- What the models of a training said beside how often it was done, from the least likely on.
SELECT action, is_new, predicted, observed, cases
FROM feed_model_bin WHERE model_id = %(id)s ORDER BY action, is_new, place
