-- Give what language models found in some events.
SELECT event_id, proposed_by, place, kind, subject, statement, start, size, slot, value, confidence, is_sensitive,
    holds_from, holds_until, is_ended, is_negated
FROM belief_proposal
WHERE person_id = %(person)s AND event_id = ANY (%(ids)s::uuid[]) AND proposed_by <> %(rules)s
ORDER BY event_id, proposed_by, place
