-- Hold what an event tells by hand; its evidence is added in the same transaction.
INSERT INTO belief (person_id, id, statement, learned_at, purposes, allowed)
SELECT e.person_id, e.id, e.text, e.recorded_at, e.purposes, e.purposes FROM event e
WHERE e.person_id = %(person)s AND e.id = %(event)s
