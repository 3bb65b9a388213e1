-- Recall no longer the words of a corrected belief that were told by hand: they stay in the log, out of memory.
DELETE FROM memory m USING belief_evidence e, event o
WHERE m.person_id = %(person)s AND e.person_id = m.person_id AND e.event_id = m.event_id AND e.belief_id = %(belief)s
  AND o.person_id = m.person_id AND o.id = m.event_id AND o.type = 'assistant.memory.told.v1'
  AND NOT EXISTS (
      SELECT 1 FROM belief_evidence n JOIN belief b ON b.person_id = n.person_id AND b.id = n.belief_id
      WHERE n.person_id = m.person_id AND n.event_id = m.event_id AND b.superseded_by IS NULL
  )
