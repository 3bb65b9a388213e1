-- Give the spans that a belief stands on, in the order in which they were said, with who said them and where.
SELECT e.event_id, o.type, s.kind AS source, o.speaker, o.is_mine, o.occurred_at, o.recorded_at, o.thread_title,
    e.start, e.size, e.proposed_by, e.confidence, o.text
FROM belief_evidence e
JOIN event o ON o.person_id = e.person_id AND o.id = e.event_id
JOIN source s ON s.person_id = o.person_id AND s.id = o.source_id
WHERE e.person_id = %(person)s AND e.belief_id = %(belief)s
ORDER BY o.occurred_at NULLS LAST, e.event_id
