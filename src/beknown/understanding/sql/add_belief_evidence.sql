-- Have what an event tells by hand stand on the whole of it.
INSERT INTO belief_evidence (person_id, belief_id, event_id, source_id, size, purposes)
SELECT e.person_id, e.id, e.id, e.source_id, length(e.text), e.purposes FROM event e
WHERE e.person_id = %(person)s AND e.id = %(event)s
