-- Give the texts that were told by hand, are believed, and aren't in memory yet.
SELECT o.id, o.source_id, o.type, o.occurred_at, o.speaker, o.is_mine, o.thread, o.text,
    audience_of(o.purposes)::int AS audience
FROM source s JOIN event o ON o.person_id = s.person_id AND o.source_id = s.id
WHERE s.person_id = %(person)s AND s.kind = 'told' AND o.type = 'assistant.memory.told.v1' AND o.text <> ''
  AND EXISTS (
      SELECT 1 FROM belief_evidence e JOIN belief b ON b.person_id = e.person_id AND b.id = e.belief_id
      WHERE e.person_id = o.person_id AND e.event_id = o.id AND b.superseded_by IS NULL AND b.state <> 'rejected'
  )
  AND NOT EXISTS (SELECT 1 FROM memory m WHERE m.person_id = o.person_id AND m.event_id = o.id)
