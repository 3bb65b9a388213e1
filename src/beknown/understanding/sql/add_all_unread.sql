-- Have all events of a person read again.
INSERT INTO event_unread (person_id, event_id)
SELECT person_id, id FROM event WHERE person_id = %(person)s
ON CONFLICT DO NOTHING
