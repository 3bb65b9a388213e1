-- What those published whom the person follows elsewhere, newest first; of paused ones what came before the pause. What
-- holds a word that they muted is left out.
WITH muted AS MATERIALIZED (
    SELECT coalesce(array_agg('%%' || regexp_replace(lower(m.word), '([\\%%_])', '\\\1', 'g') || '%%'), '{}') AS words
    FROM people_mute m
    WHERE m.person_id = %(person)s AND m.kind = 'word'
), newest AS (
    SELECT each.id, f.id AS follow_id, f.title, f.address, o.title AS source, o.kind
    FROM outlet_follow f
    JOIN outlet o ON o.address = f.address
    CROSS JOIN LATERAL (
        SELECT item.id, item.published_at FROM outlet_item item
        WHERE item.outlet_id = o.id
          AND (item.published_at, item.id) < (%(before_at)s, %(before_id)s::uuid)
          AND (f.paused_at IS NULL OR item.fetched_at <= f.paused_at)
          AND NOT lower(item.title || ' ' || item.text) LIKE ANY (SELECT unnest(words) FROM muted)
        ORDER BY item.published_at DESC, item.id DESC
        LIMIT %(each)s
    ) each
    WHERE f.person_id = %(person)s AND f.gone_at IS NULL
      AND (%(follow)s::uuid IS NULL OR f.id = %(follow)s)
    ORDER BY each.published_at DESC, each.id DESC
    LIMIT %(limit)s
)
SELECT
    i.id, n.follow_id, coalesce(nullif(n.source, ''), nullif(n.title, ''), n.address) AS source, n.kind,
    i.title, i.text, i.link, i.author, i.language, i.media_url, i.media_type, i.media_s, i.published_at,
    EXISTS (SELECT 1 FROM outlet_kept k WHERE k.person_id = %(person)s AND k.item_id = i.id) AS is_kept
FROM newest n JOIN outlet_item i ON i.id = n.id
ORDER BY i.published_at DESC, i.id DESC
