-- Recall no longer the words of a corrected belief: their events stay in the log, out of memory.
DELETE FROM memory m USING belief_evidence e
WHERE m.person_id = %(person)s AND e.person_id = m.person_id AND e.event_id = m.event_id AND e.belief_id = %(belief)s
  AND NOT EXISTS (
      SELECT 1 FROM belief_evidence o JOIN belief b ON b.person_id = o.person_id AND b.id = o.belief_id
      WHERE o.person_id = m.person_id AND o.event_id = m.event_id AND b.superseded_by IS NULL
  )
