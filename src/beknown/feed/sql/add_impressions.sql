-- Note what is put on a page; what stands at its position already stays.
INSERT INTO feed_impression (
    person_id, run_id, position, kind, author_id, item_id, made_at, propensity, is_exploring, value, version, features,
    reasons
)
SELECT %(person)s, %(run)s, d.position, d.kind, d.author_id, d.item_id, %(at)s, d.propensity, d.is_exploring, d.value,
    d.version, d.features::real[], d.reasons
FROM unnest(
    %(position)s::int[], %(kind)s::text[], %(author_id)s::uuid[], %(item_id)s::uuid[], %(propensity)s::float8[],
    %(is_exploring)s::boolean[], %(value)s::float8[], %(version)s::int[], %(features)s::text[], %(reasons)s::jsonb[]
) AS d (position, kind, author_id, item_id, propensity, is_exploring, value, version, features, reasons)
ON CONFLICT DO NOTHING
