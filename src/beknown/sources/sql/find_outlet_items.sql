-- What those published whom the person follows elsewhere, newest first; of paused ones what came before the pause.
SELECT
    i.id, f.id AS follow_id, coalesce(nullif(o.title, ''), nullif(f.title, ''), f.address) AS source, o.kind,
    i.title, i.text, i.link, i.author, i.language, i.media_url, i.media_type, i.media_s, i.published_at,
    EXISTS (SELECT 1 FROM outlet_kept k WHERE k.person_id = %(person)s AND k.item_id = i.id) AS is_kept
FROM outlet_follow f
JOIN outlet o ON o.address = f.address
CROSS JOIN LATERAL (
    SELECT newest.* FROM outlet_item newest
    WHERE newest.outlet_id = o.id
      AND (newest.published_at, newest.id) < (%(before_at)s, %(before_id)s::uuid)
      AND (f.paused_at IS NULL OR newest.fetched_at <= f.paused_at)
    ORDER BY newest.published_at DESC, newest.id DESC
    LIMIT %(limit)s
) i
WHERE f.person_id = %(person)s AND f.gone_at IS NULL
  AND (%(follow)s::uuid IS NULL OR f.id = %(follow)s)
ORDER BY i.published_at DESC, i.id DESC
LIMIT %(limit)s
