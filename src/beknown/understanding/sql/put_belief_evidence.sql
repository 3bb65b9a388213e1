-- Have a belief stand on a span of an event.
INSERT INTO belief_evidence (
    person_id, belief_id, event_id, source_id, start, size, proposed_by, confidence, purposes
) VALUES (
    %(person)s, %(belief_id)s, %(event_id)s, %(source_id)s, %(start)s, %(size)s, %(proposed_by)s, %(confidence)s,
    %(purposes)s
)
ON CONFLICT (person_id, belief_id, event_id) DO UPDATE SET
    source_id = excluded.source_id, start = excluded.start, size = excluded.size,
    proposed_by = excluded.proposed_by, confidence = excluded.confidence, purposes = excluded.purposes
