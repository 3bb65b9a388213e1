-- Note that the person wants less of a kind, by one item.
INSERT INTO feed_less_made (person_id, id, kind, item_id, event_id, made_at)
VALUES (%(person)s, %(id)s, %(kind)s, %(item)s, %(event)s, %(at)s)
