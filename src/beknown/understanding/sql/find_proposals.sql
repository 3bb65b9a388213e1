-- Give all that was found in events, with what the event says of itself.
SELECT p.event_id, e.source_id, e.occurred_at AS said_at, e.recorded_at, e.purposes, p.kind, p.subject, p.statement,
    p.start, p.size, p.slot, p.value, p.confidence, p.is_sensitive, p.holds_from, p.holds_until, p.is_ended,
    p.is_negated, p.proposed_by
FROM belief_proposal p JOIN event e ON e.person_id = p.person_id AND e.id = p.event_id
WHERE p.person_id = %(person)s
