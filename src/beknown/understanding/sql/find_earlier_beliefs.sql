-- Give all beliefs that others took the place of, directly or by steps, newest first.
WITH RECURSIVE chain AS (
    SELECT o.id FROM belief o WHERE o.person_id = %(person)s AND o.superseded_by = ANY (%(ids)s::uuid[])
    UNION
    SELECT o.id FROM belief o JOIN chain c ON o.superseded_by = c.id WHERE o.person_id = %(person)s
)
SELECT b.id, b.kind, b.subject, b.statement, b.slot, b.value, b.confidence, b.learned_at, b.holds_from, b.holds_until,
    b.is_sensitive, b.is_confirmed, b.origin,
    CASE WHEN b.state = 'held' AND b.holds_until < %(today)s THEN 'ended' ELSE b.state END AS state,
    b.question, b.ended_by, b.superseded_by, b.purposes, b.allowed,
    ARRAY(
        SELECT e.event_id FROM belief_evidence e
        WHERE e.person_id = b.person_id AND e.belief_id = b.id ORDER BY e.event_id
    ) AS evidence
FROM chain c JOIN belief b ON b.person_id = %(person)s AND b.id = c.id
ORDER BY b.learned_at DESC, b.id DESC
