-- Note what is put on a page; what stands at its position already stays. It needn't wait until the disk has it: a power cut
-- may cost the pages of its last half second, which nobody has seen for long.
WITH relaxed AS MATERIALIZED (
    SELECT set_config('synchronous_commit', 'off', true)
)
INSERT INTO feed_impression (
    person_id, run_id, position, kind, author_id, item_id, made_at, propensity, is_exploring, value, version, features,
    reasons
)
SELECT %(person)s, %(run)s, d.position, d.kind, d.author_id, d.item_id, %(at)s, d.propensity, d.is_exploring, d.value,
    d.version, d.features, d.reasons
FROM relaxed
CROSS JOIN json_to_recordset(%(shown)s::json) AS d (
    position int, kind text, author_id uuid, item_id uuid, propensity float8, is_exploring boolean, value float8,
    version int, features real[], reasons jsonb
)
ON CONFLICT DO NOTHING
