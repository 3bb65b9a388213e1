-- Say that a belief stands on an event.
INSERT INTO belief_evidence (person_id, belief_id, event_id, source_id, purposes)
SELECT e.person_id, %(belief)s, e.id, e.source_id, e.purposes FROM event e
WHERE e.person_id = %(person)s AND e.id = %(event)s
