-- Give the beliefs, newest first; corrected ones too, which name what corrected them.
SELECT b.id, b.text, b.held_since, b.superseded_by,
    ARRAY(
        SELECT e.event_id FROM belief_evidence e
        WHERE e.person_id = b.person_id AND e.belief_id = b.id ORDER BY e.event_id
    ) AS evidence
FROM belief b
WHERE b.person_id = %(person)s
ORDER BY b.held_since DESC, b.id DESC
