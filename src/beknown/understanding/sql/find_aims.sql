-- Give the person's own goals, plans and commitments among the beliefs: each span that one stands on, the earliest first.
SELECT b.id, b.kind, b.statement, b.state, b.holds_from, b.holds_until, e.event_id, e.start,
    coalesce(o.occurred_at, o.recorded_at) AS said_at
FROM belief b
JOIN belief_evidence e ON e.person_id = b.person_id AND e.belief_id = b.id
JOIN event o ON o.person_id = e.person_id AND o.id = e.event_id
WHERE b.person_id = %(person)s AND b.subject = 'me' AND b.kind IN ('goal', 'plan', 'commitment')
  AND b.state IN ('held', 'ended', 'in_question')
ORDER BY coalesce(o.occurred_at, o.recorded_at), e.event_id, e.start, b.id
