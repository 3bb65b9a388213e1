-- Give beliefs, newest first, or first by whom and what they are about; a condition that is NULL lets everything pass.
SELECT b.id, b.kind, b.subject, b.statement, b.slot, b.value, b.confidence, b.learned_at, b.holds_from, b.holds_until,
    b.is_sensitive, b.is_confirmed, b.origin,
    CASE WHEN b.state = 'held' AND b.holds_until < %(today)s THEN 'ended' ELSE b.state END AS state,
    b.question, b.ended_by, b.superseded_by, b.purposes, b.allowed,
    ARRAY(
        SELECT e.event_id FROM belief_evidence e
        WHERE e.person_id = b.person_id AND e.belief_id = b.id ORDER BY e.event_id
    ) AS evidence
FROM belief b
WHERE b.person_id = %(person)s
  AND (%(subject)s::text IS NULL OR b.subject = %(subject)s)
  AND (%(kind)s::text IS NULL OR b.kind = %(kind)s)
  AND (%(is_sensitive)s::bool IS NULL OR b.is_sensitive = %(is_sensitive)s)
  AND CASE WHEN b.state = 'held' AND b.holds_until < %(today)s THEN 'ended' ELSE b.state END = ANY (%(states)s::text[])
  AND b.statement || ' ' || b.subject ILIKE ALL (%(patterns)s::text[])
ORDER BY
    %(is_grouped)s::bool AND b.subject <> 'me',
    CASE WHEN %(is_grouped)s THEN lower(b.subject) END,
    CASE WHEN %(is_grouped)s THEN array_position(ARRAY[
        'fact', 'relationship', 'preference', 'habit', 'plan', 'commitment', 'goal', 'skill', 'view', 'possession',
        'health', 'feeling'
    ], b.kind) END,
    b.learned_at DESC, b.id DESC
LIMIT %(most)s OFFSET %(skip)s
