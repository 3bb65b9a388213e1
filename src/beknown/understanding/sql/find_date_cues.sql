-- Give what is said of dates that recur, each with whom it is about: nobody stands for the person.
SELECT c.what, c.on_day, c.is_certain, c.event_id, c.occurred_at, w.acquaintance_id, q.name
FROM world_cue c
LEFT JOIN alias a ON a.person_id = c.person_id AND a.id = c.alias_id
LEFT JOIN circle r ON r.person_id = c.person_id AND r.id = c.circle_id
LEFT JOIN LATERAL (
    SELECT min(m.acquaintance_id::text)::uuid AS acquaintance_id
    FROM circle_member m
    WHERE m.person_id = c.person_id AND m.circle_id = c.circle_id
      AND (r.members = 1 OR EXISTS (
          SELECT 1 FROM alias b
          WHERE b.person_id = m.person_id AND b.acquaintance_id = m.acquaintance_id AND b.first_name = c.called
      ))
    HAVING count(*) = 1
) member ON true
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN c.alias_id IS NOT NULL THEN a.acquaintance_id
        WHEN c.circle_id IS NULL OR (NOT c.is_mine AND r.members = 1) THEN NULL
        ELSE member.acquaintance_id
    END AS acquaintance_id
) w
LEFT JOIN acquaintance q ON q.person_id = c.person_id AND q.id = w.acquaintance_id
WHERE c.person_id = %(person)s AND c.kind = 'date' AND c.on_day IS NOT NULL
  AND (
      (w.acquaintance_id IS NOT NULL AND q.id IS NOT NULL)
      OR (c.alias_id IS NULL AND (c.circle_id IS NULL OR (NOT c.is_mine AND r.members = 1)))
  )
ORDER BY c.occurred_at, c.event_id, c.position
