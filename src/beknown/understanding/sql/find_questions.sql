-- Give the beliefs that are in question, those of one question together.
SELECT b.id, b.kind, b.subject, b.statement, b.slot, b.value, b.confidence, b.learned_at, b.holds_from, b.holds_until,
    b.is_sensitive, b.is_confirmed, b.origin,
    CASE WHEN b.state = 'held' AND b.holds_until < %(today)s THEN 'ended' ELSE b.state END AS state,
    b.question, b.ended_by, b.superseded_by, b.purposes, b.allowed,
    ARRAY(
        SELECT e.event_id FROM belief_evidence e
        WHERE e.person_id = b.person_id AND e.belief_id = b.id ORDER BY e.event_id
    ) AS evidence
FROM belief b WHERE b.person_id = %(person)s AND b.state = 'in_question'
ORDER BY b.question, b.learned_at DESC, b.id
