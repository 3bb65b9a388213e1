-- Recall no longer what was told by hand and isn't believed: corrected, rejected, undone. It stays in the log.
DELETE FROM memory m USING source s, event o
WHERE m.person_id = %(person)s AND s.person_id = m.person_id AND s.kind = 'told'
  AND o.person_id = m.person_id AND o.source_id = s.id AND o.type = 'assistant.memory.told.v1' AND o.id = m.event_id
  AND NOT EXISTS (
      SELECT 1 FROM belief_evidence e JOIN belief b ON b.person_id = e.person_id AND b.id = e.belief_id
      WHERE e.person_id = o.person_id AND e.event_id = o.id AND b.superseded_by IS NULL AND b.state <> 'rejected'
  )
