-- Say that a file belongs to an event.
INSERT INTO event_media (person_id, event_id, position, blob_id, caption, purposes)
VALUES (%(person)s, %(event)s, %(position)s, %(blob)s, %(caption)s, %(purposes)s)
ON CONFLICT (person_id, event_id, position) DO NOTHING
