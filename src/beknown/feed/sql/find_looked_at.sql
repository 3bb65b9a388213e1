-- What the person looked at on their feed, and when.
SELECT item_id, made_at FROM feed_impression
WHERE person_id = %(person)s AND made_at >= %(since)s AND looked_at IS NOT NULL
ORDER BY made_at DESC
LIMIT %(most)s
