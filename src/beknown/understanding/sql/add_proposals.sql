-- Keep what was found in events; what is known already changes nothing.
INSERT INTO belief_proposal (
    person_id, event_id, proposed_by, place, kind, subject, statement, start, size, slot, value, confidence,
    is_sensitive, holds_from, holds_until, is_ended, is_negated
)
SELECT %(person)s, d.event_id, d.proposed_by, d.place, d.kind, d.subject, d.statement, d.start, d.size, d.slot,
    d.value, d.confidence, d.is_sensitive, d.holds_from, d.holds_until, d.is_ended, d.is_negated
FROM pg_temp.proposal_draft d
JOIN event e ON e.person_id = %(person)s AND e.id = d.event_id
ON CONFLICT DO NOTHING
