-- Have all events of a person read again. Each is read with all that stands before it by now.
INSERT INTO event_unread (person_id, event_id, is_new)
SELECT person_id, id, false FROM event WHERE person_id = %(person)s
ON CONFLICT DO NOTHING
