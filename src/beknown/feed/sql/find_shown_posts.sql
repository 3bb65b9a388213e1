-- The posts that stood on the person's feed, the latest first.
SELECT i.author_id, i.item_id AS id FROM feed_impression i
WHERE i.person_id = %(person)s AND i.kind = 'post' AND i.made_at > %(since)s AND i.author_id IS NOT NULL
GROUP BY i.author_id, i.item_id
ORDER BY max(i.made_at) DESC, i.item_id
LIMIT %(most)s
