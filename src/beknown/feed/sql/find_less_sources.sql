-- Which sources the person wants less of, the latest first, with the item that they hid.
SELECT id, follow_id, item_id, made_at FROM feed_less_source
WHERE person_id = %(person)s
ORDER BY made_at DESC
LIMIT %(most)s
