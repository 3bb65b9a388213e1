-- Ids of what was made that the person looked at on their feed, or hid.
SELECT i.item_id AS id FROM feed_impression i
WHERE i.person_id = %(person)s AND i.kind = 'made' AND i.looked_at IS NOT NULL
UNION
SELECT l.item_id FROM feed_less_made l WHERE l.person_id = %(person)s
