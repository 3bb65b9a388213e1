-- Items by their ids, as far as the person follows who published them.
SELECT
    i.id, f.id AS follow_id, coalesce(nullif(o.title, ''), nullif(f.title, ''), f.address) AS source, o.kind,
    i.title, i.text, i.link, i.author, i.language, i.media_url, i.media_type, i.media_s, i.published_at,
    EXISTS (SELECT 1 FROM outlet_kept k WHERE k.person_id = %(person)s AND k.item_id = i.id) AS is_kept
FROM outlet_item i
JOIN outlet o ON o.id = i.outlet_id
JOIN outlet_follow f ON f.address = o.address AND f.person_id = %(person)s AND f.gone_at IS NULL
WHERE i.id = ANY (%(ids)s)
