-- Keep how each action was judged.
INSERT INTO feed_model_action (model_id, action, shown, done, loss_now, loss_new, is_better)
SELECT %(model)s, d.action, d.shown, d.done, d.loss_now, d.loss_new, d.is_better
FROM unnest(
    %(action)s::text[], %(shown)s::int[], %(done)s::int[], %(loss_now)s::float8[], %(loss_new)s::float8[],
    %(is_better)s::boolean[]
) AS d (action, shown, done, loss_now, loss_new, is_better)
