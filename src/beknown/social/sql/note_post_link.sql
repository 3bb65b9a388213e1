-- Keep what a page said of itself, if it still is the one to ask; one without words is empty.
UPDATE post_link SET state = CASE WHEN %(title)s = '' THEN 'empty' ELSE 'shown' END,
    title = %(title)s, about = %(about)s, blob_id = %(blob)s, width = %(width)s, height = %(height)s
WHERE person_id = %(person)s AND id = %(id)s AND state = 'waits'
