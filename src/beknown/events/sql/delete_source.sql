-- Forget a source that has no events left.
DELETE FROM source s WHERE s.person_id = %(person)s AND s.id = %(id)s
  AND NOT EXISTS (SELECT 1 FROM event e WHERE e.person_id = s.person_id AND e.source_id = s.id)
