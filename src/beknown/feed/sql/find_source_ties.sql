-- How often the person lately hid something of each source they follow, and how much they opened of it: each opening
-- counts half, halved every 30 days. Sources they did nothing with aren't here.
WITH less AS (
    SELECT l.follow_id, count(*) AS times FROM feed_less_source l
    WHERE l.person_id = %(person)s AND l.made_at > %(less_since)s
    GROUP BY l.follow_id
), opened AS (
    SELECT o.address, sum(0.5 * 0.5 ^ (extract(epoch FROM %(at)s - e.at) / 2592000.0)) AS amount
    FROM feed_deed e
    JOIN feed_impression i ON i.person_id = e.person_id AND i.run_id = e.run_id AND i.position = e.position
    JOIN outlet_item t ON t.id = i.item_id
    JOIN outlet o ON o.id = t.outlet_id
    WHERE e.person_id = %(person)s AND e.action = 'open' AND e.at > %(since)s AND i.kind = 'source'
    GROUP BY o.address
)
SELECT f.id AS follow_id, coalesce(l.times, 0)::int AS less, coalesce(o.amount, 0)::float8 AS amount
FROM outlet_follow f
LEFT JOIN less l ON l.follow_id = f.id
LEFT JOIN opened o ON o.address = f.address
WHERE f.person_id = %(person)s AND f.gone_at IS NULL AND (l.times IS NOT NULL OR o.amount IS NOT NULL)
