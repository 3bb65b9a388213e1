-- Note that the person wants less of a source, by one of its items.
INSERT INTO feed_less_source (person_id, id, follow_id, item_id, event_id, made_at)
VALUES (%(person)s, %(id)s, %(follow)s, %(item)s, %(event)s, %(at)s)
