-- How each action was judged in some trainings.
SELECT model_id, action, shown, done, loss_now, loss_new, is_better
FROM feed_model_action WHERE model_id = ANY (%(ids)s::uuid[]) ORDER BY model_id, action
