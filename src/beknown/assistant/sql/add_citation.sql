-- Say which event stands behind a number of an answer, if it is still there.
INSERT INTO message_citation (person_id, message_id, number, event_id, score)
SELECT %(person)s, %(message)s, %(number)s, id, %(score)s
FROM event WHERE person_id = %(person)s AND id = %(event)s
ON CONFLICT (person_id, message_id, number) DO NOTHING
