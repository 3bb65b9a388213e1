-- Keep what the models of a training said beside how often it was done.
INSERT INTO feed_model_bin (model_id, action, is_new, place, predicted, observed, cases)
SELECT %(model)s, d.action, d.is_new, d.place, d.predicted, d.observed, d.cases
FROM unnest(
    %(action)s::text[], %(is_new)s::boolean[], %(place)s::int[], %(predicted)s::float8[], %(observed)s::float8[],
    %(cases)s::int[]
) AS d (action, is_new, place, predicted, observed, cases)
